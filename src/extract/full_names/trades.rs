//! What somebody is or does, before a name: “**Quarterback** Bo Lind”. These are no offices where what was said is looked for,
//! which was learned without them.

use crate::extract::doc::Tok;
use crate::extract::lexicon::keys;

/// Whether a word says what somebody is whose name follows.
pub(in crate::extract) fn is_trade(token: &Tok) -> bool {
    TRADES.contains(&token.key)
}

/// Whether a word is an office that is none where what was said is looked for: “**VP** of Product Ana Ruiz”.
pub(in crate::extract) fn is_unlisted_office(token: &Tok) -> bool {
    OFFICES.contains(&token.key)
}

const OFFICES: [u64; 4] = keys(["vp", "svp", "evp", "undersecretary"]);
const TRADES: [u64; 62] = keys([
    "quarterback",
    "linebacker",
    "cornerback",
    "midfielder",
    "defender",
    "goalkeeper",
    "striker",
    "winger",
    "forward",
    "pitcher",
    "catcher",
    "shortstop",
    "goaltender",
    "batsman",
    "bowler",
    "flanker",
    "prop",
    "lock",
    "hooker",
    "teammate",
    "captain",
    "skipper",
    "jockey",
    "trainer",
    "cyclist",
    "swimmer",
    "sprinter",
    "golfer",
    "boxer",
    "headmaster",
    "headmistress",
    "headteacher",
    "schoolteacher",
    "motorist",
    "shopper",
    "passer-by",
    "eyewitness",
    "bystander",
    "neighbour",
    "neighbor",
    "homeowner",
    "shopkeeper",
    "restaurateur",
    "publican",
    "barista",
    "bassist",
    "guitarist",
    "drummer",
    "vocalist",
    "frontman",
    "pianist",
    "cellist",
    "violinist",
    "comedian",
    "screenwriter",
    "trooper",
    "firefighter",
    "paramedic",
    "tycoon",
    "magnate",
    "assemblyman",
    "assemblywoman",
]);
