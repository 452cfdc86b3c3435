//! Disjoint sets of numbers.

/// Which of `0..n` belong together; a set goes by its smallest number, however it came about.
#[derive(Debug, Clone)]
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(n: usize) -> Self {
        Sets((0..n).collect())
    }

    /// The smallest of the set that `at` is in.
    pub(super) fn of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The sets, each in order, in the order of their smallest.
    pub(super) fn all(mut self) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); self.0.len()];
        for at in 0..self.0.len() {
            let root = self.of(at);
            out[root].push(at);
        }
        out.retain(|set| !set.is_empty());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_go_by_their_smallest() {
        let mut sets = Sets::new(5);
        sets.join(4, 3);
        sets.join(1, 4);
        assert_eq!(sets.of(3), 1);
        assert_eq!(sets.all(), [vec![0], vec![1, 3, 4], vec![2]]);
    }
}
