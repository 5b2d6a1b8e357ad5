//! Editing the settings and the pages of the site.

use crate::world::{World, staff};
use azionelab_application::{
    accounts::Denied,
    ports::{Version, Versioned},
    site::{
        CompanyPage, EditPageError, EditSiteError, MockEditorial, PageChange, PageSaved,
        SiteSettings,
    },
};
use azionelab_domain::{Line, Markdown, Policy, Role, Slug};
use jiff::tz::TimeZone;
use std::sync::Arc;

const SECOND: Version = Version(2);

fn settings(name: &str) -> SiteSettings {
    SiteSettings {
        name: Line::parse(name).unwrap(),
        tagline: None,
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
        email: None,
        phone: None,
        address: None,
        policy: Policy::default(),
    }
}

fn page(body: &str) -> CompanyPage {
    CompanyPage {
        slug: Slug::parse("privacy").unwrap(),
        title: Line::parse("Privacy").unwrap(),
        body: Markdown::parse(body).unwrap(),
        position: 3,
    }
}

fn change(body: &str) -> PageChange {
    let CompanyPage { title, body, position, .. } = page(body);
    PageChange { slug: None, title, body, position }
}

fn editorial() -> MockEditorial {
    let mut editorial = MockEditorial::new();
    editorial
        .expect_settings()
        .returning(|| Ok(Versioned { value: settings("Teatro"), version: SECOND }));
    editorial.expect_page().returning(|slug| {
        Ok((slug.as_str() == "privacy")
            .then(|| Versioned { value: page("old text"), version: SECOND }))
    });
    editorial
}

fn world(editorial: MockEditorial) -> World {
    let mut world = World::new();
    world.ports.editorial = Arc::new(editorial);
    world
}

#[tokio::test]
async fn saved_settings_are_recorded_with_their_differences() {
    let mut editorial = editorial();
    editorial
        .expect_save_settings()
        .withf(|saved, over, entry| {
            saved.name.as_str() == "Azione"
                && *over == SECOND
                && entry.before == [("name", "Teatro".into())].into()
                && entry.after == [("name", "Azione".into())].into()
        })
        .once()
        .returning(|_, _, _| Ok(true));
    let site = world(editorial).use_cases().site.settings;
    site.save(&staff(Role::Admin), settings("Azione"), SECOND).await.unwrap();
}

#[tokio::test]
async fn saving_the_same_content_is_not_an_edit() {
    // No save is expected.
    let use_cases = world(editorial()).use_cases();
    let ada = staff(Role::Admin);
    use_cases.site.settings.save(&ada, settings("Teatro"), SECOND).await.unwrap();
    let slug = page("").slug;
    use_cases.site.pages.save(&ada, slug, SECOND, change("old text")).await.unwrap();
}

#[tokio::test]
async fn an_edit_of_an_old_version_is_refused() {
    let use_cases = world(editorial()).use_cases();
    let (ada, slug, first) = (staff(Role::Admin), page("").slug, Version(1));
    let error = use_cases.site.settings.save(&ada, settings("Azione"), first).await.unwrap_err();
    assert!(matches!(error, EditSiteError::EditedMeanwhile), "{error:?}");
    let pages = use_cases.site.pages;
    let error = pages.save(&ada, slug.clone(), first, change("new text")).await.unwrap_err();
    assert!(matches!(error, EditPageError::EditedMeanwhile), "{error:?}");
    let error = pages.delete(&ada, &slug, first).await.unwrap_err();
    assert!(matches!(error, EditPageError::EditedMeanwhile), "{error:?}");
}

#[tokio::test]
async fn the_audit_records_that_a_text_changed_but_not_the_text() {
    let mut editorial = editorial();
    editorial
        .expect_save_page()
        .withf(|of, page, over, entry| {
            *of == page.slug
                && page.body.as_str() == "new text"
                && *over == SECOND
                && entry.before.is_empty()
                && entry.after == [("text_changed", true.into())].into()
        })
        .once()
        .returning(|_, _, _, _| Ok(PageSaved::Saved));
    let pages = world(editorial).use_cases().site.pages;
    pages.save(&staff(Role::Admin), page("").slug, SECOND, change("new text")).await.unwrap();
}

#[tokio::test]
async fn a_slug_belongs_to_one_page() {
    let mut editorial = editorial();
    editorial.expect_add_page().returning(|_, _| Ok(false));
    let pages = world(editorial).use_cases().site.pages;
    let error = pages.add(&staff(Role::Admin), page("another")).await.unwrap_err();
    assert!(matches!(error, EditPageError::SlugTaken), "{error:?}");

    let mut editorial = self::editorial();
    editorial.expect_save_page().returning(|_, _, _, _| Ok(PageSaved::SlugTaken));
    let pages = world(editorial).use_cases().site.pages;
    let renamed = PageChange { slug: Some(Slug::parse("taken").unwrap()), ..change("") };
    let error = pages.save(&staff(Role::Admin), page("").slug, SECOND, renamed).await.unwrap_err();
    assert!(matches!(error, EditPageError::SlugTaken), "{error:?}");
}

#[tokio::test]
async fn only_an_administrator_can_edit() {
    for role in [Role::Door, Role::BoxOffice] {
        let use_cases = world(MockEditorial::new()).use_cases();
        let (who, slug) = (staff(role), page("").slug);
        let (site, pages) = (use_cases.site.settings, use_cases.site.pages);
        for outcome in [
            site.see(&who).await.map(|_| ()),
            site.save(&who, settings("Azione"), SECOND).await.map(|_| ()),
            site.may_preview(&who).await,
        ] {
            assert!(
                matches!(outcome, Err(EditSiteError::Denied(Denied::Forbidden))),
                "{outcome:?}"
            );
        }
        for outcome in [
            pages.all(&who).await.map(|_| ()),
            pages.one(&who, &slug).await.map(|_| ()),
            pages.add(&who, page("")).await.map(|_| ()),
            pages.save(&who, slug.clone(), SECOND, change("")).await.map(|_| ()),
            pages.delete(&who, &slug, SECOND).await,
        ] {
            assert!(
                matches!(outcome, Err(EditPageError::Denied(Denied::Forbidden))),
                "{outcome:?}"
            );
        }
    }
}
