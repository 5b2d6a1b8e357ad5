use std::time::Duration;

use azionelab_adapters_smtp::SmtpMailer;

use super::Finding;
use crate::settings::Settings;

/// Checks that the mail server accepts messages: connects, starts TLS and logs in as configured,
/// but sends nothing. It waits as long as a delivery does, and reports when visitors would not wait
/// so long.
pub(super) async fn check(settings: &Settings) -> Finding {
    if settings.mail.delivery_paused {
        return Err("no mail is sent while `mail.delivery_paused` is true".to_owned());
    }
    let Some(smtp) = &settings.mail.smtp else {
        let folder = settings.data_dir.join("mail");
        if !settings.http.is_for_this_machine() {
            return Err(format!(
                "visitors reach the site at {}, but their mail is only stored in {}; set \
                 `mail.smtp_host` and `mail.from`",
                settings.http.base_url.as_str(),
                folder.display()
            ));
        }
        return Ok(format!("kept in {}; set `mail.smtp_host` to send it", folder.display()));
    };
    let mailer = SmtpMailer::new(smtp)
        .map_err(|error| format!("the settings of `mail` are wrong: {error}"))?;
    let server = format!("{}:{}", smtp.host, smtp.port);
    let took = mailer.check().await.map_err(|error| {
        format!(
            "{server}: {error}; check `mail.smtp_host`, `mail.smtp_port`, `mail.tls`, \
             `mail.username` and `mail.password`"
        )
    })?;
    let signed_in = if smtp.username.is_some() { " and accepts the login" } else { "" };
    if let Some(slow) = slowness(took, settings) {
        return Ok(format!("{server} answers{signed_in}, but {slow}"));
    }
    Ok(format!("{server} answers{signed_in}; `azionelab mail test` sends a test message"))
}

/// Explains what it means that the mail server took this long. `None` if visitors wait that long.
pub(in crate::cli) fn slowness(took: Duration, settings: &Settings) -> Option<String> {
    let waits = settings.mail.hand_over;
    (took > waits).then(|| {
        format!(
            "it took {:.1} s: after {} s (`mail.hand_over_seconds`) visitors are told that their \
             mail is on its way; it is still delivered",
            took.as_secs_f64(),
            waits.as_secs(),
        )
    })
}
