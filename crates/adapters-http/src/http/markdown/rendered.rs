use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    mem,
    sync::{LazyLock, Mutex, PoisonError},
};

/// The cache keeps at least this many texts, and at most twice as many.
const MAX_TEXTS: usize = 128;

/// Rendered texts by the hash of their source.
#[derive(Default)]
struct Rendered {
    recent: HashMap<[u8; 32], String>,
    /// The previous generation: dropped when `recent` is full. A hit moves a text to `recent`.
    former: HashMap<[u8; 32], String>,
}

impl Rendered {
    fn find(&mut self, key: &[u8; 32]) -> Option<String> {
        if let Some(html) = self.former.remove(key) {
            self.keep(*key, html);
        }
        self.recent.get(key).cloned()
    }

    fn keep(&mut self, key: [u8; 32], html: String) {
        if self.recent.len() >= MAX_TEXTS {
            self.former = mem::take(&mut self.recent);
        }
        self.recent.insert(key, html);
    }
}

/// Returns the rendered text from the cache, or renders it. Concurrent calls may both render it.
pub(crate) fn once(text: &str, render: impl FnOnce() -> String) -> String {
    static RENDERED: LazyLock<Mutex<Rendered>> = LazyLock::new(Mutex::default);
    // No operation leaves the cache half changed, so a panic does not poison it.
    let cached_texts = || RENDERED.lock().unwrap_or_else(PoisonError::into_inner);

    let key = <[u8; 32]>::from(Sha256::digest(text));
    let found = cached_texts().find(&key);
    found.unwrap_or_else(|| {
        let html = render();
        cached_texts().keep(key, html.clone());
        html
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_rendered_once() {
        let text = "a text that no other test renders";
        assert_eq!(once(text, || "rendered".into()), "rendered");
        assert_eq!(once(text, || panic!("it was rendered again")), "rendered");
    }

    #[test]
    fn the_cache_is_bounded_and_keeps_used_texts() {
        let key = |number: usize| {
            let mut key = [0; 32];
            key[..8].copy_from_slice(&number.to_be_bytes());
            key
        };
        let mut rendered = Rendered::default();
        for number in 0..10 * MAX_TEXTS {
            rendered.keep(key(number), String::new());
            assert!(rendered.find(&key(0)).is_some());
            assert!(rendered.recent.len() + rendered.former.len() <= 2 * MAX_TEXTS);
        }
        assert!(rendered.find(&key(1)).is_none());
    }
}
