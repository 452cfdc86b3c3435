//! The walk of life a role belongs to.

/// A walk of life. People move within one all the time, and rarely between two in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::resolve) enum Field {
    /// Politics, offices, companies, law, universities, unions, the press: one lifts people into another.
    Public,
    /// Players and coaches.
    Sport,
    /// Writers, actors, musicians.
    Arts,
    /// Doctors and nurses.
    Care,
    /// Farms and fishing boats.
    Land,
}

const WORDS: &[(&str, Field)] = &[
    ("actor", Field::Arts),
    ("actress", Field::Arts),
    ("artist", Field::Arts),
    ("attorney", Field::Public),
    ("author", Field::Arts),
    ("ambassador", Field::Public),
    ("analyst", Field::Public),
    ("athlete", Field::Sport),
    ("baritone", Field::Arts),
    ("boxer", Field::Sport),
    ("captain", Field::Sport),
    ("ceo", Field::Public),
    ("chairman", Field::Public),
    ("chairwoman", Field::Public),
    ("coach", Field::Sport),
    ("composer", Field::Arts),
    ("congressman", Field::Public),
    ("congresswoman", Field::Public),
    ("councillor", Field::Public),
    ("cricketer", Field::Sport),
    ("dairy", Field::Land),
    ("dancer", Field::Arts),
    ("defender", Field::Sport),
    ("diplomat", Field::Public),
    ("economist", Field::Public),
    ("farmer", Field::Land),
    ("fisherman", Field::Land),
    ("footballer", Field::Sport),
    ("forward", Field::Sport),
    ("goalkeeper", Field::Sport),
    ("golfer", Field::Sport),
    ("governor", Field::Public),
    ("grower", Field::Land),
    ("guitarist", Field::Arts),
    ("judge", Field::Public),
    ("lawmaker", Field::Public),
    ("lawyer", Field::Public),
    ("mayor", Field::Public),
    ("midfielder", Field::Sport),
    ("midwife", Field::Care),
    ("minister", Field::Public),
    ("musician", Field::Arts),
    ("novelist", Field::Arts),
    ("nurse", Field::Care),
    ("paediatrician", Field::Care),
    ("painter", Field::Arts),
    ("pianist", Field::Arts),
    ("pitcher", Field::Sport),
    ("player", Field::Sport),
    ("playwright", Field::Arts),
    ("poet", Field::Arts),
    ("president", Field::Public),
    ("professor", Field::Public),
    ("prosecutor", Field::Public),
    ("quarterback", Field::Sport),
    ("rep", Field::Public),
    ("runner", Field::Sport),
    ("sculptor", Field::Arts),
    ("sen", Field::Public),
    ("senator", Field::Public),
    ("singer", Field::Arts),
    ("skipper", Field::Land),
    ("soprano", Field::Arts),
    ("spokesman", Field::Public),
    ("spokeswoman", Field::Public),
    ("striker", Field::Sport),
    ("surgeon", Field::Care),
    ("swimmer", Field::Sport),
    ("violinist", Field::Arts),
    ("winger", Field::Sport),
];

const ALL: [Field; 5] = [Field::Public, Field::Sport, Field::Arts, Field::Care, Field::Land];

impl Field {
    /// Its number among them.
    pub(in crate::resolve) fn number(self) -> u64 {
        self as u64
    }

    /// The field of a number.
    pub(in crate::resolve) fn numbered(number: u64) -> Option<Field> {
        ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// The field a folded role word tells of.
    pub(in crate::resolve) fn of(word: &str) -> Option<Field> {
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, field)| *field)
    }
}
