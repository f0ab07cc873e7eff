import pytest
from local_site import site


@pytest.fixture
def here():
    with site() as made:
        yield made


@pytest.fixture
def warc(tmp_path):
    return tmp_path / "pages.warc.gz"
