//! The arc-hybrid transition system with its dynamic oracle.
//!
//! Kuhlmann, Gómez-Rodríguez and Satta, "Dynamic Programming Algorithms for Transition-Based Dependency Parsers", ACL
//! 2011; Goldberg and Nivre, "Training Deterministic Parsers with Non-Deterministic Oracles", TACL 2013. The artificial
//! root stands at the bottom of the stack and takes one dependent, last.

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The next node of the buffer goes onto the stack.
    Shift,
    /// The stack's top becomes a dependent of the buffer's first.
    Left,
    /// The stack's top becomes a dependent of the node under it.
    Right,
}

/// A partly built tree. Nodes are counted from 1; 0 is the artificial root.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) stack: Vec<u32>,
    /// First node of the buffer; the buffer ends at `count`.
    pub(super) next: u32,
    /// Number of nodes, the root included.
    pub(super) count: u32,
    /// [`NONE`] while a node has no head.
    pub(super) heads: Vec<u32>,
    /// Relation of each node, counted from 1.
    pub(super) relations: Vec<u32>,
    /// Outermost and second outermost dependents to the left and to the right.
    pub(super) left: Vec<[u32; 2]>,
    pub(super) right: Vec<[u32; 2]>,
    pub(super) left_count: Vec<u32>,
    pub(super) right_count: Vec<u32>,
}

impl State {
    pub(super) fn new(nodes: usize) -> State {
        let count = nodes + 1;
        State {
            stack: vec![0],
            next: 1,
            count: count as u32,
            heads: vec![NONE; count],
            relations: vec![0; count],
            left: vec![[NONE; 2]; count],
            right: vec![[NONE; 2]; count],
            left_count: vec![0; count],
            right_count: vec![0; count],
        }
    }

    /// Whether nothing is left to do.
    pub(super) fn done(&self) -> bool {
        self.next >= self.count && self.stack.len() <= 1
    }

    /// The node on the stack at a depth from its top.
    pub(super) fn top(&self, depth: usize) -> u32 {
        self.stack
            .len()
            .checked_sub(depth + 1)
            .map_or(NONE, |at| self.stack[at])
    }

    pub(super) fn allows(&self, step: Move) -> bool {
        let buffer = self.next < self.count;
        match step {
            Move::Shift => buffer,
            Move::Left => buffer && self.stack.len() > 1,
            Move::Right => self.stack.len() > 2 || (self.stack.len() == 2 && !buffer),
        }
    }

    pub(super) fn apply(&mut self, step: Move, relation: u32) {
        let (dependent, head) = match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
                return;
            }
            Move::Left => (self.top(0), self.next),
            Move::Right => (self.top(0), self.top(1)),
        };
        self.stack.pop();
        self.heads[dependent as usize] = head;
        self.relations[dependent as usize] = relation;
        let at = head as usize;
        if dependent < head {
            self.left[at] = [dependent, self.left[at][0]];
            self.left_count[at] += 1;
        } else {
            self.right[at] = [dependent, self.right[at][0]];
            self.right_count[at] += 1;
        }
    }

    /// How many arcs of the right tree (`heads`, by node) can no longer be built after a step that is allowed.
    pub(super) fn cost(&self, step: Move, heads: &[u32]) -> u32 {
        let top = self.top(0);
        let below = self.top(1);
        let mut cost = 0;
        match step {
            Move::Shift => {
                let node = self.next;
                for (depth, other) in self.stack.iter().rev().enumerate() {
                    cost += u32::from(*other != 0 && heads[*other as usize] == node);
                    cost += u32::from(depth > 0 && heads[node as usize] == *other);
                }
            }
            Move::Left | Move::Right => {
                let head = heads[top as usize];
                if step == Move::Left {
                    cost += u32::from(head == below || head > self.next && head != NONE);
                } else {
                    cost += u32::from(head >= self.next && head != NONE);
                }
                for node in self.next..self.count {
                    cost += u32::from(heads[node as usize] == top);
                }
            }
        }
        cost
    }
}
