//! How errors of the database are reported. Their messages contain no personal data.

use crate::world::{Booking, World, chain, confirm, now};
use azionelab_adapters_postgres::testing::{TestClock, TestDatabase};
use azionelab_application::{
    accounts::StaffAccounts,
    houses::{HouseError, Houses},
    ports::StoreError,
    programme::Programme,
};
use azionelab_domain::{Change, EmailAddress};

impl World {
    /// Makes the next inserts of messages fail with this error, this many times.
    async fn fail(&self, times: u32, sqlstate: &str, message: &str) {
        // A sequence keeps its count when the transaction is rolled back.
        self.execute(&format!(
            "CREATE SEQUENCE failures; \
             CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF nextval('failures') <= {times} THEN \
             RAISE EXCEPTION USING ERRCODE = '{sqlstate}', MESSAGE = '{message}', \
             DETAIL = 'Failing row contains (anna@example.org).'; END IF; \
             RETURN NEW; END $$; \
             CREATE TRIGGER fail BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION fail()"
        ))
        .await;
    }

    async fn try_to_book(&self) -> Result<Change, HouseError> {
        Booking::of(1).by("anna@example.org").make(&self.store, self.performance()).await
    }
}

fn is_unavailable(answer: &Result<Change, HouseError>) -> bool {
    matches!(answer, Err(HouseError::Store(StoreError::Unavailable(_))))
}

#[tokio::test]
async fn a_change_is_retried_after_a_serialization_failure_or_deadlock() {
    for (sqlstate, message) in [
        ("40001", "could not serialize access due to concurrent update"),
        ("40P01", "deadlock detected"),
    ] {
        let world = World::with_seats(10).await;
        world.fail(3, sqlstate, message).await;
        world.try_to_book().await.unwrap();
        assert_eq!(world.rows().await, [1, 1, 1, 0], "{message}");
    }
}

#[tokio::test]
async fn a_change_that_fails_too_often_is_unavailable() {
    let world = World::with_seats(10).await;
    world.fail(4, "40P01", "deadlock detected").await;
    let given_up = world.try_to_book().await;
    assert!(is_unavailable(&given_up), "{given_up:?}");
    assert_eq!(world.rows().await, [0, 0, 0, 0]);
    world.try_to_book().await.unwrap();
}

#[tokio::test]
async fn a_server_without_resources_is_unavailable() {
    for (sqlstate, message) in [
        ("53100", "could not extend file \"base/1/2\": No space left on device"),
        ("53200", "out of memory"),
        ("53200", "out of shared memory"),
        ("53300", "sorry, too many clients already"),
        ("55P03", "could not obtain lock on row in relation \"performances\""),
        ("57014", "canceling statement due to statement timeout"),
        ("57P01", "terminating connection due to administrator command"),
        ("57P03", "the database system is shutting down"),
    ] {
        let world = World::with_seats(10).await;
        world.fail(1, sqlstate, message).await;
        let failed = world.try_to_book().await;
        assert!(is_unavailable(&failed), "{message}: {failed:?}");
        assert_eq!(world.rows().await, [0, 0, 0, 0]);
        world.try_to_book().await.unwrap();
    }
}

#[tokio::test]
async fn an_unknown_error_is_unexpected_and_hides_its_detail() {
    for (sqlstate, message) in [
        ("23514", "new row for relation \"outbox\" violates check constraint"),
        ("22012", "division by zero"),
        ("XX000", "cache lookup failed"),
    ] {
        let world = World::with_seats(10).await;
        world.fail(1, sqlstate, message).await;
        let failed = world.try_to_book().await.unwrap_err();
        assert!(matches!(failed, HouseError::Store(StoreError::Unexpected(_))), "{failed:?}");
        let text = format!("{failed:?} {}", chain(&failed));
        assert!(text.contains(message) && !text.contains("anna"), "{text}");
    }
}

#[tokio::test]
async fn a_long_wait_for_a_lock_is_unavailable() {
    let world = World::with_seats(10).await;
    let _locked = world.database.hold("BEGIN; LOCK TABLE staff").await;
    let anna = EmailAddress::parse("anna@example.org").unwrap();
    let given_up = world.store.by_email(&anna).await;
    assert!(matches!(given_up, Err(StoreError::Unavailable(_))), "{given_up:?}");
    world.store.check().await.unwrap();
}

#[tokio::test]
async fn a_read_only_server_still_answers_queries() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    let name = world.value("SELECT current_database()").await;
    world.execute(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
    let standby = world.database.store(world.clock.clone());

    standby.site().await.unwrap();
    let refused = standby.change(world.performance(), confirm(booking.id)).await;
    assert!(is_unavailable(&refused), "{refused:?}");
}

#[tokio::test]
async fn a_database_without_a_schema_is_reported() {
    let database = TestDatabase::without_schema().await;
    let store = database.store(TestClock::at(now()));
    store.check().await.unwrap();
    let failed = store.site().await.unwrap_err();
    assert!(matches!(failed, StoreError::Unexpected(_)), "{failed:?}");
    assert!(chain(&failed).contains("\"site\" does not exist"), "{}", chain(&failed));
}
