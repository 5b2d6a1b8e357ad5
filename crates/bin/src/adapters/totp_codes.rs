use azionelab_application::accounts::{TotpCodes, TotpSecret};
use azionelab_domain::{EmailAddress, plain};
use jiff::Timestamp;
use secrecy::ExposeSecret;
use std::fmt::Write as _;
use totp_rs::{Algorithm, Builder, Secret};

/// Checks codes of authenticator apps: SHA-1, six digits, 30 seconds. All apps support these
/// parameters (RFC 6238).
#[derive(Debug, Clone, Copy, Default)]
pub struct AuthenticatorCodes;

impl TotpCodes for AuthenticatorCodes {
    fn secret_of(&self, random: [u8; 20]) -> TotpSecret {
        TotpSecret(Secret::new_stack(random).to_base32().into())
    }

    fn uri(&self, secret: &TotpSecret, email: &EmailAddress) -> String {
        let mut address = String::new();
        for byte in email.as_str().bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
                address.push(char::from(byte));
            } else {
                let _ = write!(address, "%{byte:02X}");
            }
        }
        let secret = secret.0.expose_secret();
        format!("otpauth://totp/AzioneLab:{address}?secret={secret}&issuer=AzioneLab")
    }

    fn step_of(&self, secret: &TotpSecret, code: &str, now: Timestamp) -> Option<u64> {
        // Apps show secrets and codes in groups, and people type the spaces too.
        let plain = |text: &str| plain(text).split_whitespace().collect::<String>();
        let secret = plain(secret.0.expose_secret()).trim_end_matches('=').to_ascii_uppercase();
        let codes = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_skew(1)
            .with_secret(Secret::try_from_base32(secret).ok()?)
            .build()
            .ok()?;
        codes.check(&plain(code), u64::try_from(now.as_second()).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// The secret of RFC 6238, appendix B: `12345678901234567890`.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn step_of(secret: &str, code: &str, second: i64) -> Option<u64> {
        let secret = TotpSecret(secret.to_owned().into());
        AuthenticatorCodes.step_of(&secret, code, Timestamp::from_second(second).unwrap())
    }

    #[test]
    fn a_generated_secret_is_base32() {
        let secret = AuthenticatorCodes.secret_of(*b"12345678901234567890");
        assert_eq!(secret.0.expose_secret(), SECRET);
    }

    #[test]
    fn the_address_in_the_uri_is_percent_encoded() {
        let email = EmailAddress::parse("anna+porta@example.org").unwrap();
        let secret = TotpSecret("ABC".to_owned().into());
        assert_eq!(
            AuthenticatorCodes.uri(&secret, &email),
            "otpauth://totp/AzioneLab:anna%2Bporta@example.org?secret=ABC&issuer=AzioneLab"
        );
    }

    /// The examples of RFC 6238, appendix B, with the last six of their eight digits.
    #[rstest]
    #[case(59, "287082", 0x1)]
    #[case(1_111_111_109, "081804", 0x0235_23EC)]
    #[case(1_111_111_111, "050471", 0x0235_23ED)]
    #[case(1_234_567_890, "005924", 0x0273_EF07)]
    #[case(2_000_000_000, "279037", 0x03F9_40AA)]
    #[case(20_000_000_000, "353130", 0x27BC_86AA)]
    fn the_codes_match_the_rfc(#[case] at: i64, #[case] code: &str, #[case] step: u64) {
        assert_eq!(step_of(SECRET, code, at), Some(step));
    }

    #[test]
    fn a_code_is_accepted_one_step_early_or_late() {
        // 005924 is correct from 1,234,567,890 to 1,234,567,919.
        let right = |at| step_of(SECRET, "005924", at).is_some();
        assert!(right(1_234_567_860) && right(1_234_567_949));
        assert!(!right(1_234_567_859) && !right(1_234_567_950));
    }

    #[test]
    fn spaces_in_codes_and_secrets_are_ignored() {
        let shown = "gezd gnbv gy3t qojq gezd gnbv gy3t qojq";
        assert_eq!(step_of(shown, " 005 924", 1_234_567_890), Some(0x0273_EF07));
    }

    #[rstest]
    #[case(SECRET, "")]
    #[case(SECRET, "+05924")]
    #[case(SECRET, "0005924")]
    #[case(SECRET, "5924")]
    #[case("not base32!", "005924")]
    #[case("", "005924")]
    fn an_invalid_code_or_secret_is_refused(#[case] secret: &str, #[case] code: &str) {
        assert_eq!(step_of(secret, code, 1_234_567_890), None);
    }
}
