//! What holds for the whole archive: its articles in order, who is named in each, and who is named everywhere.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::key::Key;
use super::name_words::NameWords;
use super::texts::Texts;
use crate::model::{ArticleId, NewsDate};

/// Company kept in more than one article of so many tells nobody apart, once there are enough.
const COMMON_SHARE: usize = 50;
const COMMON_AT_LEAST: usize = 20;

/// The articles, in the order they came, and who is named in each: some sixty bytes and four for each name.
#[derive(Debug, Default)]
pub(super) struct Articles {
    ids: String,
    /// Where each id ends.
    ends: Vec<u32>,
    dates: Vec<Option<NewsDate>>,
    /// Names of all articles, one article behind the other, each in the order of its keys.
    company: Vec<u32>,
    company_ends: Vec<u32>,
    /// The key of each name, and in how many articles it stands.
    names: Vec<(Key, u32)>,
    numbers: HashMap<u64, u32, FixedState>,
}

impl Articles {
    /// Takes in an article with the names in it; gives its number.
    pub(super) fn add(&mut self, id: &ArticleId, published: Option<NewsDate>, company: &[Key]) -> u32 {
        let number = self.ends.len() as u32;
        self.ids.push_str(&id.0);
        self.ends.push(self.ids.len() as u32);
        self.dates.push(published);
        for key in company {
            let next = self.names.len() as u32;
            let name = *self.numbers.entry(key.number()).or_insert(next);
            if name == next {
                self.names.push((*key, 0));
            }
            if let Some((_, count)) = self.names.get_mut(name as usize) {
                *count += 1;
            }
            self.company.push(name);
        }
        self.company_ends.push(self.company.len() as u32);
        number
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn id(&self, number: u32) -> &str {
        self.ids.get(between(&self.ends, number)).unwrap_or_default()
    }
}

/// From where the one before ends to where it ends itself.
fn between(ends: &[u32], at: u32) -> std::ops::Range<usize> {
    let end = |at: usize| ends.get(at).map_or(0, |end| *end as usize);
    (at as usize).checked_sub(1).map_or(0, end)..end(at as usize)
}

/// The same when all have come: articles go by their place in the order of ids from here on.
#[derive(Debug, Default)]
pub(super) struct World {
    articles: Articles,
    /// Which came at which place, and the other way about.
    came: Vec<u32>,
    places: Vec<u32>,
    /// By name: whether it is in everybody's company.
    common: Vec<bool>,
    /// What keys say.
    pub(super) texts: Texts,
    /// What people's names are made of.
    pub(super) words: NameWords,
}

impl World {
    pub(super) fn of(mut articles: Articles, texts: Texts, words: NameWords) -> World {
        articles.numbers = HashMap::default();
        articles.company.shrink_to_fit();
        let mut came: Vec<u32> = (0..articles.len() as u32).collect();
        came.sort_by(|a, b| articles.id(*a).cmp(articles.id(*b)));
        let mut places = vec![0; came.len()];
        for (place, came) in came.iter().enumerate() {
            if let Some(known) = places.get_mut(*came as usize) {
                *known = place as u32;
            }
        }
        let many = (articles.len() / COMMON_SHARE).max(COMMON_AT_LEAST);
        let common = articles.names.iter().map(|(_, count)| *count as usize > many).collect();
        World { articles, came, places, common, texts, words }
    }

    /// The place of the article that came as this one.
    pub(super) fn place(&self, came: u32) -> u32 {
        self.places.get(came as usize).copied().unwrap_or(u32::MAX)
    }

    fn came(&self, place: u32) -> u32 {
        self.came.get(place as usize).copied().unwrap_or(u32::MAX)
    }

    /// The id of the article at a place.
    pub(super) fn id(&self, place: u32) -> &str {
        self.articles.id(self.came(place))
    }

    /// The same, owned.
    pub(super) fn article(&self, place: u32) -> ArticleId {
        ArticleId(self.id(place).to_owned())
    }

    /// When it was published.
    pub(super) fn published(&self, place: u32) -> Option<NewsDate> {
        self.articles.dates.get(self.came(place) as usize).copied().flatten()
    }

    /// Who is named in it, but for those who are named everywhere; in the order of their keys.
    pub(super) fn company(&self, place: u32) -> impl Iterator<Item = Key> {
        let names = self.articles.company.get(between(&self.articles.company_ends, self.came(place)));
        names.unwrap_or_default().iter().filter_map(|name| {
            let common = self.common.get(*name as usize).copied().unwrap_or(false);
            self.articles.names.get(*name as usize).filter(|_| !common).map(|(key, _)| *key)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_go_by_their_ids() {
        let mut articles = Articles::default();
        let keys = |names: &[&str]| names.iter().map(|name| Key::from(*name)).collect::<Vec<_>>();
        for at in (0..40).rev() {
            let own = format!("own {at}");
            articles.add(&ArticleId(format!("{at:02}")), None, &keys(&["everywhere", &own]));
        }
        let world = World::of(articles, Texts::default(), NameWords::default());
        assert_eq!((world.id(3), world.place(0)), ("03", 39));
        assert_eq!(world.company(7).collect::<Vec<_>>(), keys(&["own 7"]));
        assert_eq!(world.article(39).0, "39");
        assert_eq!(world.company(40).count(), 0);
    }
}
