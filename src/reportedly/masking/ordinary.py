"""Ordinary English words that are names too: alone and in small letters they are nobody's name."""

ORDINARY = frozenset(
    """a an the and or but so if as at by for from in into of off on onto out over to up with without not no nor yes
    he she it they we you i me my his her him its our us your them their who whom whose what which that this these
    those here there where when why how all any both each few many more most much none one other others some such
    two three four five six seven eight nine ten first second third last next is am are was were be been being do
    does did done has have had can could may might must shall should will would let say says said see saw seen go
    goes went gone come came get got make made take took taken give gave given keep kept
    abbot angel archer army art ash autumn baker ball balls ban band bank banks barber baron bay bean beach bear bell
    berry best bill bird bishop black bloom blue board bob bond book booker border boss bow bowman box branch brand
    brave bridge bridges bright broad brook brooks brown buck bull burn burns bush butcher butler cable cain camp
    cannon card carpenter carr carter carver case cash castle chance chancellor chandler chapel chapman chase cherry
    chief child christian church city clark clay clerk cliff cloud coal coast cobb cock coffin cole collier colt
    constable cook cooper corn cotton court cox craft crane cross crow crown cruise curry dale dance dark darling dawn
    day days dean deer dick dock doe drake draw drew drum duke dusk early earl east easter eve faith fair fall falls
    farmer father feather field fields finch fish fisher flagg fleet flood flower flowers foot ford forest forester
    foster fountain fox frank free freedom freeman french friend frost fuller gale game gardener gates gay george
    gift gill glass glover gold golden good goose gore grace grant grass graves gray green greene grey grove guard
    guy hall hand hardy harper hart harvest haven hawk hawkins hay head heart heath hedge herald hero hill hills hobbs
    holiday holly holm holy home honey hood hook hope horn house hunt hunter ice ivory ivy jack jade jet jewel john
    joy judge june july just justice key keys kid kind king kings knight lake lamb land lane large lark law lawless
    lawn lawyer leaf lee lemon light lily lime link lion lock long lord love loving low luck mace mack maker male man
    mane march mark marks marsh marshal marshall martin mason master maven mead meadow melody mercer merchant mercy
    mild mill miller mills min mine miner mint miss mole monday money monk moon moore more morning moss mount mountain
    mountains mouth neck new newman night noble noon north novak oak oliver olive page painter pale palm park parker
    parks parson pat patience paul peace peach pearl pen pence penn penny pepper perch pet pick pierce pike pine pitt
    plant plum pole pond pool poor pope porter post potter pound powder power powers price pride priest prince prior
    prudence queen quick rain raven ray reader red reed reeves rich ring rise river rivers road rob robin rock rocky
    roman root rose rosemary ruby rule rush rust sad sage salt sand sandy savage sawyer sea senior shade shark sharp
    shaw shepherd shield ship shore short silver singer sky slater smart smith snow son song south spark sparks spear
    spring square squire stain star stark steel steele stern stewart stock stone stones storm story stout strange
    straw stream street strong stroud sue summer summers sun sunday sunny swan sweet swift tailor tanner tate taylor
    temple terry thorn tiger tim todd tom torn tower town travers trench troy trump truth turner tyler underwood van
    vale valley victor victory viola violet wade wagner waits walker wall ward warden warm warner waters wayne weaver
    webb weeks well wells west whale wheat wheeler white wick wild wilde winter winters wise wolf wood woods word
    worth wren wright yard york young
    doctor general major minister president captain colonel deputy mayor governor editor reporter teacher nurse
    january february april august september october november december tuesday wednesday thursday friday saturday
    person persons source sources staff team news radio press photo photos agency report reports""".split()
)
