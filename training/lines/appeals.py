"""Appeals in prose, as sites put them around articles: our own words, put together at random.

Real pages have few of them among the training data, and they look like paragraphs: whole sentences, often longer than
the article's. Blocks have a heading, one to four paragraphs, and buttons.
"""

from __future__ import annotations

import random
import re

_NAMES = (
    "The Harbour Times",
    "Northfield Post",
    "The Daily Ledger",
    "Open Desk",
    "Courier Online",
    "The Valley Observer",
    "Newsroom 24",
    "The Meridian",
    "Capital Wire",
    "The Eastern Review",
    "Public Record",
    "The Lantern",
    "Stadtblatt",
    "La Gaceta del Sur",
)
_SLOTS = {
    "name": _NAMES,
    "we": ("We", "Our reporters", "Our team", "The people behind {name}", "Our newsroom", "Our small team"),
    "money": (
        "$1",
        "$3",
        "$5 a month",
        "€5",
        "£2 a week",
        "10 euros",
        "$12,000 a year",
        "one dollar",
        "$1.99",
        "€40,000 every month",
        "$250,000",
    ),
    "time": (
        "today",
        "now",
        "this month",
        "before Sunday",
        "in less than a minute",
        "at any time",
        "right away",
        "this week",
        "this year",
    ),
    "year": ("1994", "2003", "2019", "2020", "2022", "2023", "January 2021", "March 3, 2022"),
    "many": (
        "thousands of readers",
        "more than 20,000 members",
        "readers like you",
        "people in 60 countries",
        "a handful of foundations",
        "4,300 subscribers",
    ),
    "thing": (
        "independent journalism",
        "honest reporting",
        "investigative work",
        "our coverage",
        "free news",
        "reporting from the ground",
        "quality journalism",
        "a free press",
        "local news",
    ),
    "threat": (
        "pressure from the authorities",
        "censorship",
        "falling advertising income",
        "lawsuits",
        "rising costs",
        "the end of print advertising",
        "threats against our staff",
    ),
    "act": (
        "donate",
        "become a member",
        "subscribe",
        "make a contribution",
        "chip in",
        "join us",
        "sign up",
        "give what you can",
        "become a supporter",
    ),
}
_HEADS = (
    "Support our work",
    "Before you go",
    "A message from our editors",
    "Help us keep going",
    "Dear reader,",
    "Like what you read?",
    "Why we ask for money",
    "Become a member {time}",
    "Stand with {name}",
    "Read {name} without limits",
    "We need you",
    "Do you value {thing}?",
    "Can you help?",
    "Thank you for reading",
    "Your privacy",
    "Stay informed",
    "Tired of the noise?",
    "Keep us free",
    "Welcome back",
    "You have one article left",
    "Never miss a story",
    "About {name}",
    "Did you enjoy this story?",
    "An important note to our readers",
)
_PROSE = (
    "{we} work every day to bring you {thing}, and we cannot do it without {many}.",
    "Please consider whether you could {act} {time}.",
    "Your gift of {money} pays for {thing} at a time of {threat}.",
    "Since {year}, {name} has been published without a paywall, and we would like it to stay that way.",
    "Because of {threat}, our income has shrunk, and we have had to let colleagues go.",
    "If everyone who reads this gave {money}, our fundraising would be over in an hour.",
    "We have been sued and fined, but {we} go on reporting.",
    "It takes only a moment to {act}, and you may stop {time}.",
    "Every contribution, large or small, helps to protect {thing} from {threat}.",
    "Unlike many others, we have not put up a paywall: we want {thing} to be open to all.",
    "You can {act} for as little as {money}.",
    "Producing {thing} is expensive: one story may cost {money}.",
    "Running this site costs {money}, and that money has to come from {many}.",
    "Nobody owns us and nobody tells us what to write; that is why we depend on {many}.",
    "Thanks to {many}, {we} were able to publish more than 600 stories since {year}.",
    "If you are able to, please {act}. If you cannot, share this story with a friend.",
    "You have read all of your free articles for this month. To go on reading, {act} {time}.",
    "Get unlimited access to {name} for {money} during the first three months.",
    "Already a subscriber? Log in to read the whole story.",
    "Create a free account to continue reading, to save stories for later and to follow the writers you like.",
    "Sign up for our newsletter and get the stories that matter in your inbox every morning.",
    "By signing up you agree to our terms of use and our privacy policy. You can unsubscribe {time}.",
    "We and our partners store information on your device, such as cookies, to measure how our pages are read.",
    "You can change your choice {time} by clicking on the link at the foot of every page.",
    "It looks as if you are using an ad blocker. Advertising helps to pay for {thing}, so please switch it off here.",
    "Comments are moderated. Please be civil, keep to the subject, and do not post links to other sites.",
    "The opinions expressed here are the author's own and do not necessarily reflect the views of {name}.",
    "No part of this page may be copied or passed on without the written permission of {name}.",
    "{name} is a non-profit newsroom that was founded in {year} and is funded by {many}.",
    "Download our app to get breaking news alerts and to read the day's stories without a connection.",
    "Have you seen something that we ought to look into? Write to our reporters in confidence.",
    "Found a mistake? Mark the words and let us know, and we will put it right.",
    "Follow us on social media for more stories like this one and for live coverage from our correspondents.",
    "We believe that everybody should be able to read what is happening in the world, whatever they earn.",
    "It has been a hard year for {thing}, and {threat} has cost us dearly.",
    "We refuse to give up, and we will keep telling the truth for as long as {many} stand behind us.",
    "Our promise to you has not changed: facts first, without fear or favour. Help us to keep it.",
    "As a thank-you, members get a weekly letter from the editor and invitations to our events.",
    "Thank you for standing with us at a time when it matters more than ever.",
    "Give {money} {time} and help us reach our goal of {money} by the end of the year.",
    "This story is free to read because {many} chose to {act}.",
    "It takes two minutes, it is safe, and {thing} will be the better for it.",
    "Guter Journalismus kostet Geld. Unterstützen Sie {name} mit einem Beitrag ab {money}.",
    "Wir haben Sie etwas zu fragen: Können Sie sich vorstellen, unsere Arbeit regelmäßig zu unterstützen?",
    "Melden Sie sich für unseren Newsletter an und lesen Sie jeden Morgen, was in der Nacht geschehen ist.",
    "Sie haben Ihre kostenlosen Artikel in diesem Monat gelesen. Mit einem Abonnement lesen Sie ohne Grenzen weiter.",
    "Votre soutien nous permet de rester indépendants : faites un don à {name} dès maintenant.",
    "Inscrivez-vous à notre lettre d'information pour recevoir chaque matin l'essentiel de l'actualité.",
    "Necesitamos tu ayuda para seguir haciendo periodismo independiente. Hazte socio de {name} por {money}.",
    "Suscríbete a nuestro boletín y recibe cada mañana las noticias más importantes.",
    "Sostieni {name}: il giornalismo indipendente vive grazie ai suoi lettori.",
    "Zostań naszym patronem i wesprzyj niezależne dziennikarstwo już od {money}.",
    "Поддержите независимую журналистику: ваше пожертвование поможет нам продолжать работу.",
    "Apoie o jornalismo independente. Assine {name} por apenas {money}.",
)
_BUTTONS = (
    "Donate",
    "Donate now",
    "Support us",
    "Subscribe",
    "Subscribe now",
    "Log in",
    "Sign in",
    "Become a member",
    "Maybe later",
    "No, thank you",
    "Monthly",
    "One-time",
    "Continue",
    "Other amount",
    "Ask me again",
    "Payment methods",
    "Learn more",
    "Close",
    "Accept all",
    "Read more",
    "Show more",
    "Email address",
    "Sign up",
    "Contribute",
    "Share",
    "Spenden",
    "Abonnieren",
    "Faire un don",
    "Suscribirse",
)
_SLOT = re.compile(r"\{(\w+)\}")


def _fill(template: str, rng: random.Random) -> str:
    while _SLOT.search(template):
        template = _SLOT.sub(lambda m: rng.choice(_SLOTS[m[1]]), template)
    return template[0].upper() + template[1:]


def appeal(rng: random.Random) -> list[str]:
    """The lines of one appeal."""
    lines = []
    if rng.random() < 0.6:
        lines.append(_fill(rng.choice(_HEADS), rng))
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        size = rng.choice((1, 1, 1, 2, 3, 4))
        lead = rng.choice(("", "", "", "", "… ", "* ", "Editor's note: "))
        lines.append(lead + " ".join(_fill(rng.choice(_PROSE), rng) for _ in range(size)))
        if rng.random() < 0.2:
            lines.append(rng.choice(_BUTTONS))
    lines += rng.sample(_BUTTONS, rng.choice((0, 0, 1, 2, 4)))
    return lines
