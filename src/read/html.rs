//! Text from a web page.

use html2text::config;
use html2text::render::TrivialDecorator;
use regex::Regex;
use std::sync::LazyLock;

/// What a page gives.
pub(super) struct Page {
    /// One line a paragraph, without markup.
    pub text: String,
    /// The page's title.
    pub title: Option<String>,
}

/// Wider than any paragraph, so that lines break where paragraphs do.
const WIDTH: usize = 1 << 20;

/// Parts of a page that never hold the article.
static FURNITURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        "script", "style", "nav", "footer", "aside", "form", "noscript", "template",
    ];
    let pattern: Vec<String> = parts
        .iter()
        .map(|part| format!(r"<{part}\b.*?</{part}\s*>"))
        .collect();
    Regex::new(&format!("(?is){}|<!--.*?-->", pattern.join("|"))).ok()
});

static TITLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?is)<title[^>]*>(.*?)</title\s*>").ok());

/// Extracts the text of a page. What cannot be rendered gives an empty text.
pub(super) fn extract(html: &str) -> Page {
    let render = |html: &str| {
        config::with_decorator(TrivialDecorator::new())
            .allow_width_overflow()
            .string_from_read(html.as_bytes(), WIDTH)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let title = TITLE
        .as_ref()
        .and_then(|title| title.captures(html))
        .map(|found| render(&found[1]))
        .filter(|title| !title.is_empty());
    let body = match FURNITURE.as_ref() {
        Some(furniture) => furniture.replace_all(html, " "),
        None => html.into(),
    };
    Page {
        text: render(&body),
        title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_paragraphs_and_its_title() {
        let page = extract(
            "<html><head><title>Clashes &amp; talks</title><style>p{}</style></head><body>\
             <nav><a href='/'>Home</a></nav><h1>Clashes &amp; talks</h1>\
             <p>The <b>army</b> took the <a href='x'>town</a>.</p><p>Talks failed.</p>\
             <script>var x = '<p>no</p>';</script></body></html>",
        );
        assert_eq!(page.title.as_deref(), Some("Clashes & talks"));
        assert!(
            page.text.contains("The army took the town.\n"),
            "{:?}",
            page.text
        );
        assert!(page.text.contains("Talks failed."));
        assert!(
            !page.text.contains("Home") && !page.text.contains("var x"),
            "{:?}",
            page.text
        );
    }
}
