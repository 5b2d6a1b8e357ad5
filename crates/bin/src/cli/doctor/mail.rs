use azionelab_adapters_smtp::SmtpMailer;

use super::Finding;
use crate::settings::Settings;

/// Whether letters would be taken: connects, speaks TLS and signs in as set up, and sends nothing.
pub(super) async fn look_at(settings: &Settings) -> Finding {
    if settings.mail.delivery_paused {
        return Err("nothing is sent while `mail.delivery_paused` is true".to_owned());
    }
    let Some(smtp) = &settings.mail.smtp else {
        let folder = settings.data_dir.join("mail");
        return Ok(format!("kept in {}; set `mail.smtp_host` to send it", folder.display()));
    };
    let mailer = SmtpMailer::new(smtp)
        .map_err(|error| format!("the settings of `mail` are wrong: {error}"))?;
    let server = format!("{}:{}", smtp.host, smtp.port);
    mailer.check().await.map_err(|error| {
        format!(
            "{server}: {error}; check `mail.smtp_host`, `mail.smtp_port`, `mail.tls`, \
             `mail.username` and `mail.password`"
        )
    })?;
    let signed_in = if smtp.username.is_some() { " and lets us in" } else { "" };
    Ok(format!("{server} answers{signed_in}; `azionelab mail test` sends a letter"))
}
