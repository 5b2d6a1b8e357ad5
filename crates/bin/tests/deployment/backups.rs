//! Tests `infra/backup`: a restore brings back everything or changes nothing.

use crate::{
    ask::Ask,
    company::{PASSWORD, PERFORMANCE, Staff, schedule_a_show},
    program::{Place, Program},
    visitor::{Letter, request, reservations},
};
use azionelab::adapters::SystemClock;
use azionelab_adapters_postgres::testing::TestDatabase;
use azionelab_application::ports::Clock as _;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const SHOW: &str = "
    INSERT INTO images VALUES (sha256('webp'), 1, 1, 'webp');
    INSERT INTO posters SELECT shows.id, images.hash FROM shows, images;";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs a script on the database of a place.
fn script(place: &Place, name: &str, arguments: &[&str]) -> Output {
    let mut settings = place.command(&[]);
    let mut script = Command::new(repository().join("infra/backup").join(name));
    script
        .args(arguments)
        .env_clear()
        .envs(settings.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .env("AZIONELAB", settings.get_program())
        .current_dir(place.path());
    settings.env_clear();
    script.output().unwrap()
}

/// Returns the output of a script that must succeed.
fn output_of(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Returns the single error line of a script that must fail.
fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

fn dumps(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != ".lock" && !name.ends_with(".sha256"))
        .collect();
    names.sort();
    names
}

/// Runs a statement with psql on the database of a place.
fn sql(place: &Place, sql: &str) -> String {
    let psql_arguments =
        ["database", "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", sql];
    let output = place.command(&psql_arguments).output().unwrap();
    output_of(&output).trim().to_owned()
}

/// A site with a confirmed party that is partly admitted, an unconfirmed party, and a poster.
struct Site {
    place: Place,
    secret: String,
}

impl Site {
    fn fill(place: Place) -> Self {
        let program = place.serve();
        let booked =
            program.post(&reservations(PERFORMANCE), &request("anna@example.org", 4)).expect(201);
        let secret = Letter::about(&place, &booked, 0).secret();
        program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
        program.post(&reservations(PERFORMANCE), &request("berta@example.org", 2)).expect(201);
        let staff = Staff::sign_in(&place, &program, "door");
        staff.check_in(&program, &scan(&secret, 3)).expect(201);
        assert!(program.stop());
        Self { place, secret }
    }

    fn back_up(&self) -> String {
        let folder = self.place.path().join("backups");
        output_of(&script(&self.place, "backup", &["backups"]));
        folder.join(dumps(&folder).pop().unwrap()).display().to_string()
    }
}

fn scan(secret: &str, seats: u32) -> serde_json::Value {
    let ticket = azionelab_domain::Secret::parse(secret).unwrap().ticket().reveal();
    json!({ "ticket": ticket, "performance_id": PERFORMANCE, "seats": seats })
}

/// Checks that all data are present: the rest of the party can be admitted, but only once.
fn assert_complete(program: &Program, secret: &str) {
    let held = Ask::get("/api/v1/reservation").holder(secret).of(program).expect(200);
    assert_eq!((&held["status"], &held["seats"]), (&json!("confirmed"), &json!(4)));
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], 14);
    let show = program.get("/api/v1/shows/mirandolina").expect(200);
    let poster = program.get(show["poster"]["images"][0]["url"].as_str().unwrap());
    assert_eq!((poster.status, poster.text()), (200, "webp".to_owned()));
    let credentials = json!({ "email": "door@example.org", "password": PASSWORD });
    let signed_in = program.post("/api/v1/session", &credentials);
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap().to_owned();
    let check_in = |seats| {
        Ask::post("/api/v1/check-ins", &scan(secret, seats)).header("Cookie", &cookie).of(program)
    };
    assert_eq!(check_in(2).status, 409, "three of four are admitted already");
    check_in(1).expect(201);
}

/// A place with an external, empty database.
async fn external() -> (Place, TestDatabase) {
    let database = TestDatabase::without_schema().await;
    (Place::on(&database), database)
}

async fn a_site() -> Site {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    database.execute(SHOW).await;
    Site::fill(Place::on(&database))
}

#[tokio::test]
async fn a_backup_can_be_restored_into_an_external_and_a_private_database() {
    let site = a_site().await;
    let dump = site.back_up();
    let (other, _database) = external().await;
    for place in [other, Place::new().set("AZIONELAB__RATE_LIMIT__ENABLED", "false")] {
        let text = output_of(&script(&place, "restore", &[&dump]));
        assert!(text.contains("2 reservations, 3 links, 1 check-ins, 1 shows, 1 images"), "{text}");
        assert_complete(&place.serve(), &site.secret);
    }
}

#[tokio::test]
async fn a_private_database_can_be_backed_up_while_serving_or_stopped() {
    let place = Place::new().set("AZIONELAB__RATE_LIMIT__ENABLED", "false");
    output_of(&place.command(&["demo"]).output().unwrap());
    let count =
        "SELECT (SELECT count(*) FROM reservations) || ' of ' || (SELECT count(*) FROM images)";
    let there = sql(&place, count);
    let program = place.serve();
    output_of(&script(&place, "backup", &["serving"]));
    assert!(program.stop());
    output_of(&script(&place, "backup", &["stopped"]));
    for folder in ["serving", "stopped"] {
        let dump = place.path().join(folder).join(&dumps(&place.path().join(folder))[0]);
        let other = Place::new();
        output_of(&script(&other, "restore", &[dump.to_str().unwrap()]));
        assert_eq!(sql(&other, count), there);
        assert_eq!(other.serve().get("/shows/la-locandiera").status, 200);
    }
}

#[tokio::test]
async fn a_damaged_foreign_or_newer_backup_is_refused_and_changes_nothing() {
    let site = a_site().await;
    let dump = site.back_up();
    let whole = fs::read(&dump).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name).display().to_string();
        fs::write(&path, content).unwrap();
        path
    };
    let (target, database) = external().await;
    let restore = |path: &str| refused(&script(&target, "restore", &[path]));

    // Damaged files, with a checksum and without one.
    let changed = file("changed.dump", &whole[..whole.len() - 9]);
    let sum = fs::read_to_string(format!("{dump}.sha256")).unwrap();
    let name = Path::new(&dump).file_name().unwrap().to_str().unwrap();
    file("changed.dump.sha256", sum.replace(name, "changed.dump").as_bytes());
    assert!(restore(&changed).contains("is not what was written"));
    for part in [0, 3, 1000, whole.len() / 2, whole.len() - 100] {
        let text = restore(&file("half.dump", &whole[..part]));
        assert!(text.contains("is no whole backup"), "{part}: {text}");
    }
    assert!(restore(&file("text.dump", b"SELECT 1;")).contains("is no whole backup"));
    assert!(restore("nowhere.dump").contains("can't be read"));

    let other = TestDatabase::without_schema().await;
    other.execute("CREATE TABLE guests (name text)").await;
    let other = Site { place: Place::on(&other), secret: String::new() };
    let text = restore(&other.back_up());
    assert!(text.contains("is no backup of AzioneLab"), "{text}");

    let version = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')";
    sql(&site.place, version);
    fs::remove_dir_all(site.place.path().join("backups")).unwrap();
    let newer = site.back_up();
    assert!(restore(&newer).contains("is of a newer version (it has migration 29990101000000)"));

    assert_eq!(sql(&target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
    database.execute("CREATE TABLE guests (name text); INSERT INTO guests VALUES ('Anna')").await;
    fs::write(&dump, &whole).unwrap();
    let _ = fs::remove_file(format!("{dump}.sha256"));
    assert!(
        restore(&dump).contains("the database is not empty (1 tables), so nothing was touched")
    );
    assert_eq!(sql(&target, "SELECT string_agg(name, ',') FROM guests"), "Anna");
}

#[tokio::test]
async fn a_failed_restore_leaves_the_database_empty() {
    let site = a_site().await;
    let dump = site.back_up();
    let (target, database) = external().await;
    // A restore adds the foreign keys last.
    database.execute("CREATE FUNCTION no() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
        CREATE EVENT TRIGGER no ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION no()").await;
    let text = refused(&script(&target, "restore", &[&dump]));
    assert!(text.contains("as empty as before") && text.contains("the disk is full"), "{text}");
    database.execute("DROP EVENT TRIGGER no; DROP FUNCTION no").await;
    output_of(&script(&target, "restore", &[&dump]));
    assert_complete(&target.serve(), &site.secret);
}

#[tokio::test]
async fn a_backup_of_an_older_version_is_migrated() {
    let site = a_site().await;
    let mut migrations: Vec<_> = fs::read_dir(repository().join("migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    migrations.sort();
    let last = migrations.pop().unwrap();
    sql(&site.place, &fs::read_to_string(last.join("down.sql")).unwrap());
    let newest = "(SELECT max(version) FROM __diesel_schema_migrations)";
    sql(&site.place, &format!("DELETE FROM __diesel_schema_migrations WHERE version = {newest}"));
    let dump = site.back_up();
    let (target, _database) = external().await;
    let text = output_of(&script(&target, "restore", &[&dump]));
    let name = last.file_name().unwrap().to_str().unwrap();
    let (name, _) = name.split_once('_').unwrap();
    assert!(text.contains(&name.replace('-', "")), "{text}");
    assert_complete(&target.serve(), &site.secret);
}

/// Creates backups of the last 450 days, runs a backup, and returns how many old ones are kept.
fn kept_of_many(place: &Place, keep: &str) -> usize {
    let folder = place.path().join(format!("backups-{keep}"));
    fs::create_dir(&folder).unwrap();
    let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    for age in 1..=450 {
        let date = today.saturating_sub(jiff::Span::new().days(age));
        for ending in ["dump", "dump.sha256"] {
            fs::write(folder.join(format!("azionelab-{date}T031700Z.{ending}")), "").unwrap();
        }
    }
    output_of(&script(place, "backup", &[folder.to_str().unwrap(), "--keep", keep]));
    let mut there = dumps(&folder);
    there.pop().unwrap();
    let sums = fs::read_dir(&folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".sha256"));
    assert_eq!(sums.count(), there.len() + 1, "their checksums are deleted with them");
    let oldest = today.saturating_sub(jiff::Span::new().days(i64::try_from(there.len()).unwrap()));
    assert_eq!(there[0], format!("azionelab-{oldest}T031700Z.dump"), "the latest are kept");
    there.len()
}

#[tokio::test]
async fn with_keep_14_fourteen_older_backups_are_kept() {
    let (place, _database) = external().await;
    assert_eq!(kept_of_many(&place, "14"), 14);
}

#[tokio::test]
async fn no_backup_is_kept_longer_than_personal_data() {
    let database = TestDatabase::create().await;
    let place = Place::on(&database);
    assert_eq!(kept_of_many(&place, "365"), 30);
    database.execute("UPDATE site SET retention_days = 7").await;
    assert_eq!(kept_of_many(&place, "14"), 7);
}

#[tokio::test]
async fn personal_data_are_erased_before_a_restored_backup_is_served() {
    let site = a_site().await;
    sql(
        &site.place,
        "UPDATE performances SET starts_at = starts_at - interval '400 days', \
         doors_at = doors_at - interval '400 days', opens_at = opens_at - interval '400 days', \
         closes_at = closes_at - interval '400 days'",
    );
    let dump = site.back_up();
    let (other, _database) = external().await;
    output_of(&script(&other, "restore", &[&dump]));
    let names = "SELECT count(*) FROM reservations WHERE name <> ''";
    assert_eq!(sql(&other, names), "0");
    let program = other.serve();
    assert_eq!(sql(&other, names), "0");
    assert!(program.stop());
}

#[tokio::test]
async fn a_failed_backup_keeps_the_existing_ones() {
    let site = a_site().await;
    let before = site.back_up();
    let folder = site.place.path().join("backups");
    let there = dumps(&folder);
    // Simulates a full disk: no file can grow beyond a few kilobytes.
    let mut settings = site.place.command(&[]);
    let output = Command::new("bash")
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" backups"])
        .arg(repository().join("infra/backup/backup"))
        .env_clear()
        .envs(settings.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .env("AZIONELAB", settings.get_program())
        .current_dir(site.place.path())
        .output()
        .unwrap();
    settings.env_clear();
    assert!(refused(&output).contains("nothing was written"), "{output:?}");
    assert_eq!(dumps(&folder), there);
    assert!(fs::metadata(before).unwrap().len() > 8 * 1024);

    let nowhere = Place::new().set("AZIONELAB__DATABASE__URL", "postgres://127.0.0.1:1/nowhere");
    assert!(refused(&script(&nowhere, "backup", &["backups"])).contains("nothing was written"));
    assert_eq!(dumps(&nowhere.path().join("backups")), Vec::<String>::new());
}
