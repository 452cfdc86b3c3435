//! What stands before a name: titles, offices, and the bodies they are of.

use super::all;

#[test]
fn titles_and_descriptions() {
    all(&[
        ("The Tallis Institute's director, Ana Ruiz, said no.", "director", "Tallis Institute"),
        ("Tallis Institute director Ana Ruiz said no.", "director", "Tallis Institute"),
        ("The director of the Tallis Institute, Ana Ruiz, said no.", "director", "Tallis Institute"),
        ("A spokeswoman for Sunmere Energy, Ana Ruiz, said no.", "spokeswoman", "Sunmere Energy"),
        ("Sunmere Energy spokeswoman Ana Ruiz said no.", "spokeswoman", "Sunmere Energy"),
        (
            "Sunmere Energy closed its mill. Ana Ruiz, a spokeswoman for the company, said no.",
            "spokeswoman",
            "Sunmere Energy",
        ),
        (
            "Sunmere Energy closed its mill. Ana Ruiz, its chief executive, said no.",
            "chief executive",
            "Sunmere Energy",
        ),
        (
            "Sunmere Energy closed its mill. The company's chief executive, Ana Ruiz, said no.",
            "chief executive",
            "Sunmere Energy",
        ),
        (
            "Sunmere Energy closed its mill. A spokeswoman, Ana Ruiz, said no.",
            "spokeswoman",
            "Sunmere Energy",
        ),
        ("Verdalia CEO Ana Ruiz said no.", "CEO", "Verdalia"),
        ("Apple CEO Ana Ruiz said no.", "CEO", "Apple"),
        ("Sen. Ana Ruiz, R-Texas, said no.", "Sen.", ""),
        ("Rep. Ana Ruiz (D-Ohio) said no.", "Rep.", ""),
        ("Senator Ana Ruiz said no.", "Senator", ""),
        ("Mayor Ana Ruiz said no.", "Mayor", ""),
        ("Harbor Master Ana Ruiz said no.", "Harbor Master", ""),
        ("Foreign Minister Ana Ruiz said no.", "Foreign Minister", ""),
        ("Dr. Ana Ruiz, a surgeon at St. Brigid's Hospital, said no.", "surgeon", "St. Brigid's Hospital"),
        ("Professor Ana Ruiz of Kestrel University said no.", "Professor", "Kestrel University"),
        ("The poet Ana Ruiz said no.", "poet", ""),
        ("The 39-year-old baker Ana Ruiz said no.", "baker", ""),
        ("“No,” said a lecturer at Kestrel University, Ana Ruiz.", "lecturer", "Kestrel University"),
        ("According to Ana Ruiz, an analyst at Greyfriars Capital, no.", "analyst", "Greyfriars Capital"),
        (
            "She was joined by Ana Ruiz, secretary of the Northgate Rowing Club.",
            "secretary",
            "Northgate Rowing Club",
        ),
        ("Captain Ana Ruiz of the Westmark Coastguard said no.", "Captain", "Westmark Coastguard"),
        ("Superintendent Ana Ruiz, of Northgate Police, said no.", "Superintendent", "Northgate Police"),
        ("Harrow Rovers captain Ana Ruiz said no.", "captain", "Harrow Rovers"),
        (
            "“No,” Ana Ruiz, the campaign manager for Warren Tuck, said.",
            "campaign manager for Warren Tuck",
            "",
        ),
        ("Verdalia President and CEO Ana Ruiz said no.", "President and CEO", "Verdalia"),
        ("Verdalia president and CEO Ana Ruiz said no.", "president and CEO", "Verdalia"),
        (
            "“No,” said Verdalia Founder and Chief Executive Ana Ruiz.",
            "Founder and Chief Executive",
            "Verdalia",
        ),
        (
            "Verdalia co-founder and Chief Executive Officer Ana Ruiz said no.",
            "co-founder and Chief Executive Officer",
            "Verdalia",
        ),
        (
            "“No,” said Ana Ruiz, Chief Revenue Officer at Verdalia, in a note.",
            "Chief Revenue Officer",
            "Verdalia",
        ),
        ("“No,” said Ana Ruiz, finance chief Bo Lind and two aides.", "", ""),
        ("Senate Democratic Leader Ana Ruiz said no.", "Democratic Leader", "Senate"),
        ("Verdalia (VRDL) President Ana Ruiz said no.", "President", "Verdalia"),
        ("Verdalia Health chief executive Ana Ruiz said no.", "chief executive", "Verdalia Health"),
        ("Norland Health Minister Ana Ruiz said no.", "Norland Health Minister", ""),
        ("Verdalia director of research Ana Ruiz said no.", "director of research", "Verdalia"),
        ("Verdalia Senior Vice President Ana Ruiz said no.", "Senior Vice President", "Verdalia"),
        ("Verdalia Chief Marketing Officer Ana Ruiz said no.", "Chief Marketing Officer", "Verdalia"),
        ("Alder Bank Managing Director Ana Ruiz said no.", "Managing Director", "Alder Bank"),
        ("Harrow Vice President Ana Ruiz said no.", "Harrow Vice President", ""),
        ("Supreme Court spokesman Ana Ruiz said no.", "spokesman", "Supreme Court"),
        ("“No,” said Curious Margins analyst Ana Ruiz.", "analyst", "Curious Margins"),
        ("RBW Capital Markets rates strategist Ana Ruiz said no.", "rates strategist", "RBW Capital Markets"),
        ("They said that yesterday President Ana Ruiz said no.", "President", ""),
        ("Harrow Mayor and former Senator Ana Ruiz said no.", "Harrow Mayor and former Senator", ""),
        ("White House press secretary Ana Ruiz said no.", "press secretary", "White House"),
        ("FBI Director Ana Ruiz said no.", "Director", "FBI"),
        ("Harvard professor Ana Ruiz said no.", "professor", "Harvard"),
        ("The chair of the Harbour Authority, Ana Ruiz, resigned.", "chair", "Harbour Authority"),
        ("“No,” said the mayor, Ana Ruiz.", "mayor", ""),
        ("“No,” the mayor of Fenwick, Ana Ruiz, told the Ledger.", "mayor of Fenwick", ""),
        ("The report's author, Ana Ruiz, said no.", "author", ""),
        (
            "The study's lead author, Ana Ruiz of Lakeside Medical School, said no.",
            "lead author",
            "Lakeside Medical School",
        ),
        ("His lawyer, Ana Ruiz, said no.", "lawyer", ""),
        // Somebody’s relation is nothing that one does.
        ("Her mother, Ana Ruiz, said no.", "", ""),
        ("They met shipping boss Ana Ruiz there.", "shipping boss", ""),
        ("Shipping chief Ana Ruiz said no.", "Shipping chief", ""),
        ("Dockers’ leader Ana Ruiz said no.", "Dockers’ leader", ""),
        ("On Monday mayor Ana Ruiz said no.", "mayor", ""),
        ("He told coach Ana Ruiz so.", "coach", ""),
        ("The owner of the Pilot Inn, Ana Ruiz, said no.", "owner of the Pilot Inn", ""),
        ("Rovers goalkeeper Ana Ruiz said no.", "goalkeeper", "Rovers"),
        ("Detective Sergeant Ana Ruiz said no.", "Detective Sergeant", ""),
        ("Lt. Gov. Ana Ruiz said no.", "Lt. Gov.", ""),
        ("Attorney General Ana Ruiz said no.", "Attorney General", ""),
        ("Former President Ana Ruiz said no.", "Former President", ""),
        ("Ana Ruiz, 80, whose cat was a patient, said no.", "", ""),
        (
            "Ana Ruiz, the captain whose knee gave way and who now works as a physiotherapist at Alder Bank, said no.",
            "physiotherapist",
            "Alder Bank",
        ),
        (
            "former Tallis Institute director Ana Ruiz said no.",
            "former Tallis Institute director",
            "Tallis Institute",
        ),
    ]);
}

#[test]
fn bodies_that_no_word_tells() {
    all(&[
        ("Verdalia analyst Ana Ruiz said no.", "analyst", "Verdalia"),
        ("Verdalia chief economist Ana Ruiz said no.", "chief economist", "Verdalia"),
        ("Verdalia Vice Chairman Ana Ruiz said no.", "Vice Chairman", "Verdalia"),
        ("Morgan Stanley analyst Ana Ruiz said no.", "analyst", "Morgan Stanley"),
        ("Dallas Fed President Ana Ruiz said no.", "President", "Dallas Fed"),
        ("Ana Ruiz of the Westmark Systems Bench said no.", "", "Westmark Systems Bench"),
        ("Ana Ruiz, head of the Alder Corps of Engineers, said no.", "head", "Alder Corps of Engineers"),
        ("Ana Ruiz, director of the Harbour Board’s Eel Council, said no.", "director", "Eel Council"),
        ("Bob Tallish won. Tallish strategist Ana Ruiz said no.", "Tallish strategist", ""),
        ("Ana Ruiz, secretary of the Basin Walkers, said no.", "secretary", "Basin Walkers"),
        // What somebody holds for true, is of, or is minister of, is none.
        ("Keynesian economist Ana Ruiz said no.", "Keynesian economist", ""),
        ("Thai analyst Ana Ruiz said no.", "analyst", ""),
        ("Thai Energy Minister Ana Ruiz said no.", "Energy Minister", ""),
        ("Treasury Secretary Ana Ruiz said no.", "Treasury Secretary", ""),
        ("Speaking on Harrow TV, a spokeswoman, Ana Ruiz, said no.", "spokeswoman", ""),
        ("Speaking on Harrow TV, army spokeswoman Ana Ruiz said no.", "army spokeswoman", ""),
    ]);
}

#[test]
fn offices_beside_the_name() {
    all(&[
        ("The kingdom’s Energy Minister, Ana Ruiz, said no.", "Energy Minister", ""),
        ("The Senate Minority Leader, Ana Ruiz, said no.", "Senate Minority Leader", ""),
        ("“No,” said Ana Ruiz, the Director-General of the Eel Council.", "Director-General", "Eel Council"),
        ("Founder and chief executive Ana Ruiz said no.", "Founder and chief executive", ""),
        ("Verdalia General Partner Ana Ruiz said no.", "General Partner", "Verdalia"),
        (
            "“No,” said Ana Ruiz, a Harrow Valley venture capitalist whose boats sank.",
            "venture capitalist",
            "",
        ),
    ]);
}

#[test]
fn a_body_that_is_only_listed() {
    all(&[
        ("Federal Reserve Vice Chairman Ana Ruiz said no.", "Vice Chairman", "Federal Reserve"),
        ("Lockheed Martin vice president Ana Ruiz said no.", "vice president", "Lockheed Martin"),
        ("Ana Ruiz, VP of sales at Verdalia, said no.", "VP of sales", "Verdalia"),
    ]);
}
