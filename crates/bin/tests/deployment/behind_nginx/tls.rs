//! Tests the site over TLS, with a certificate that the test creates.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    process::Command,
};

use http::{HeaderMap, HeaderName};

use super::nginx::{Front, Nginx};
use crate::program::Answer;

/// Requests an address with curl, without checking the certificate.
fn curl(nginx: &Nginx, url: &str, options: &[&str]) -> Result<Answer, i32> {
    let to_here = format!(
        "::127.0.0.1:{}",
        if url.starts_with("https") { nginx.tls_port } else { nginx.address.port() }
    );
    let output = Command::new("curl")
        .args(["--silent", "--include", "--insecure", "--connect-to", &to_here])
        .args(options)
        .arg(url)
        .output()
        .unwrap();
    if !output.status.success() {
        return Err(output.status.code().unwrap());
    }
    let text = String::from_utf8(output.stdout).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
        let name = HeaderName::try_from(name).unwrap();
        headers.append(name, value.parse().unwrap());
    }
    let content_type = headers.get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    let content_type = content_type.unwrap_or_default();
    Ok(Answer { status, content_type, headers, bytes: body.as_bytes().to_vec() })
}

#[tokio::test]
async fn with_a_certificate_http_redirects_to_https_with_hsts() {
    let front = Front::with(10, |place| {
        place
            .set("AZIONELAB__HTTP__BASE_URL", "https://teatro.example")
            .set("AZIONELAB__MAIL__SHOW_MAILBOX", "false")
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-nodes", "-days", "1", "-subj", "/CN=teatro.example"])
        .args(["-keyout", &path("privkey.pem"), "-out", &path("fullchain.pem")])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let backends: Vec<_> = front
        .backends
        .iter()
        .map(|of| of.url("").trim_start_matches("http://").to_owned())
        .collect();
    let challenges = tempfile::tempdir().unwrap();
    fs::write(challenges.path().join("token"), "what certbot put here").unwrap();
    // If root starts nginx, its workers run as another user.
    fs::set_permissions(challenges.path(), Permissions::from_mode(0o755)).unwrap();
    let nginx = Nginx::set_up(
        &backends.join(" "),
        vec![
            ("AZIONELAB_CERTIFICATES", folder.path().display().to_string()),
            ("AZIONELAB_CHALLENGES", challenges.path().display().to_string()),
            ("AZIONELAB_HOST", "teatro.example".to_owned()),
        ],
    );
    let get = |url: &str| curl(&nginx, url, &[]).unwrap();

    let led = get("http://teatro.example/shows?lang=en");
    assert_eq!(led.status, 308);
    assert_eq!(led.header("location"), "https://teatro.example/shows?lang=en");
    let challenge = get("http://teatro.example/.well-known/acme-challenge/token");
    assert_eq!((challenge.status, challenge.text()), (200, "what certbot put here".to_owned()));

    let large = "x".repeat(65 * 1024);
    for (options, status) in [(&[][..], 200), (&["--data", &large][..], 413)] {
        let answer = curl(&nginx, "https://teatro.example/", options).unwrap();
        assert_eq!(answer.status, status);
        let values: Vec<_> = answer.headers.get_all("strict-transport-security").iter().collect();
        assert_eq!(values, ["max-age=31536000"]);
    }
    let old = curl(&nginx, "https://teatro.example/", &["--tls-max", "1.1"]);
    assert_eq!(old.unwrap_err(), 35, "old TLS versions are not supported");

    assert_eq!(get("http://elsewhere.example/").status, 421);
    let elsewhere = curl(&nginx, "https://elsewhere.example/", &[]);
    assert_eq!(elsewhere.unwrap_err(), 35, "no certificate for another name");
    // Monitoring on this machine uses the IP address.
    let health = get("http://127.0.0.1/nginx-health");
    assert_eq!((health.status, health.text()), (200, "ok".to_owned()));
    assert!(nginx.access_log().iter().all(|line| line["path"] != "/nginx-health"));
}
