"""Given names that mostly men or mostly women bear: which of "he" and "she" a name goes with."""

from __future__ import annotations

from typing import Literal

Gender = Literal["he", "she"]

_MEN = frozenset(
    """aaron abdul abdullah abu adam adel ahmad ahmed alan albert aleksandr alex alexander alexei alfred ali amir
    anatoly anders andre andrei andrew angel anthony antonio antony arthur asad ashraf bashar barack ben
    benjamin bernard bernie bill bob boris brad brian bruce carl carlos charles chris christian chuck colin
    craig dan daniel darrell dave david dean dennis dick dmitri dmitry don donald doug douglas ed eduardo edward
    elijah eric ernesto evan fadi faisal farid fernando francis francois frank franklin fred gary geoff george
    gerald giovanni glenn gordon greg gregory habib hafez hamid harold harry hasan hassan henry hugo hussein ian
    ibrahim igor imad ismail ivan jack jacob jake james jamal jamie jared jason jay jean jeb jeff jeffrey jerry
    jim jimmy joe joel john johnny jon jonathan jorge jose joseph joshua juan julian justin karim karl keith ken
    kenneth kevin khaled khalid kofi kyle larry lawrence lee leon leonid lindsey louis luis mahmoud manuel marco
    mario mark martin matt matthew max michael miguel mike mikhail mitch mitt mohamed mohammad mohammed moqtada
    muhammad mustafa nasser nathan neil nicholas nick nicolas nikolai noah norman oleg oliver omar oscar pablo
    patrick paul pedro pete peter phil philip philippe pierre rafael ralph rami ramzi rand randy rashid
    raul ray reince ricardo richard rick rob robert roberto rodrigo roger ron ronald ross roy rudy russell ryan
    saad saddam salah salim sam samir samuel scott sean sebastian sergei sergey shimon silvio simon stefan
    stephen steve steven stuart tariq ted terry thomas tim timothy toby tobias todd tom tony umar vicente victor
    viktor vincent vladimir walid walter warren wayne william yair yasser yitzhak yousef yuri zaid""".split()
)
_WOMEN = frozenset(
    """abigail aisha alice alicia alison amal amanda amina amy ana andrea angela anita ann anna anne annie asma
    barbara beatrice beth betty brenda carly carmen carol caroline carolyn catherine cathy charlotte cheryl
    christina christine cindy claire claudia condoleezza cristina cynthia dana deborah debbie debra denise diana
    diane donna dorothy dilma eleanor elena elizabeth ellen emily emma erica erin eva fatima federica fiona
    florence frances gabriela gina gloria grace hanan heather heidi helen hillary huma irina isabel ivanka
    jacqueline jane janet janice jean jeanne jennifer jessica jill joan joanna joyce judith judy julia julie
    karen kate katherine kathleen kathryn kathy katie kellyanne kelly kelley kim kimberly kirsten
    laila lara laura lauren leila leslie linda lisa liz loretta lori louise lucy lynn madeleine margaret maria
    marie marilyn marine martha mary maya megan melania melissa michele michelle mona monica nadia nancy natalia
    navi nicole nikki nina nora norma olga pamela patricia paula rachel rania rebecca renee rosa rose ruth sally
    samantha sandra sara sarah sharon sheila shirley sofia sonia stephanie sue susan suzanne svetlana sylvia
    tamara tara teresa theresa tina tulsi ursula valerie vanessa veronica victoria virginia wendy yasmin yulia
    zainab""".split()
)


def gender_of(given: str) -> Gender | None:
    """``he`` or ``she`` for a given name that the table has, else null."""
    low = given.lower()
    if low in _MEN and low in _WOMEN:
        return None
    return "he" if low in _MEN else "she" if low in _WOMEN else None
