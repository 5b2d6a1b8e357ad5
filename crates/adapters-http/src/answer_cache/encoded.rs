//! A text that is compressed once and sent many times, each time with another nonce.
//!
//! The text is compressed in pieces. The nonce stands between two pieces and is not compressed, so
//! a new one costs no more than a copy. No piece refers to bytes of an earlier one: Brotli (RFC
//! 7932) has parameters for such pieces, and in DEFLATE (RFC 1951) a full flush ends one.

use crate::http::encoding::Encoding;
use axum::body::Bytes;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use std::io;

/// Of 11. A higher quality takes twice the time for a few per cent.
const BROTLI_QUALITY: i32 = 5;

/// As a power of two: 256 KiB, more than any page.
const BROTLI_WINDOW: i32 = 18;

/// Brotli's last meta-block, which is empty.
const BROTLI_END: u8 = 0b11;

/// Of 9.
const GZIP_LEVEL: u32 = 6;

/// The magic number, DEFLATE, no flags, no time, no hint, an unknown system (RFC 1952, section
/// 2.3).
const GZIP_START: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// A text in one encoding.
pub(super) struct Encoded {
    encoding: Encoding,
    pieces: Vec<Bytes>,
    /// The checksum of each piece's text: those of gzip, if there are several.
    checksums: Vec<Crc>,
}

impl Encoded {
    /// Encodes a text in parts. The nonce stands between two of them.
    pub fn new(parts: &[&[u8]], encoding: Encoding) -> io::Result<Self> {
        let pieces = match encoding {
            Encoding::Identity => parts.iter().map(|part| Bytes::copy_from_slice(part)).collect(),
            Encoding::Brotli => brotli_pieces(parts)?,
            Encoding::Gzip => gzip_pieces(parts)?,
        };
        let checksums = match encoding {
            Encoding::Gzip if parts.len() > 1 => parts.iter().map(|part| checked(part)).collect(),
            _ => Vec::new(),
        };
        Ok(Self { encoding, pieces, checksums })
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        self.pieces.iter().map(Bytes::len).sum()
    }

    /// The whole text with this nonce.
    pub fn with(&self, nonce: &str) -> Bytes {
        if let [only] = self.pieces.as_slice() {
            return only.clone();
        }
        let nonce = nonce.as_bytes();
        let between = match self.encoding {
            Encoding::Identity => nonce.to_vec(),
            Encoding::Brotli => brotli_stored(nonce),
            Encoding::Gzip => deflate_stored(nonce),
        };
        let mut whole = Vec::with_capacity(self.size() + self.pieces.len() * between.len() + 8);
        for (before, piece) in self.pieces.iter().enumerate() {
            if before > 0 {
                whole.extend_from_slice(&between);
            }
            whole.extend_from_slice(piece);
        }
        if let Some((first, others)) = self.checksums.split_first() {
            let (mut text, nonce) = (checked(&[]), checked(nonce));
            text.combine(first);
            for piece in others {
                text.combine(&nonce);
                text.combine(piece);
            }
            whole.extend_from_slice(&gzip_end(&text));
        }
        whole.into()
    }
}

fn brotli_pieces(parts: &[&[u8]]) -> io::Result<Vec<Bytes>> {
    let mut pieces = Vec::with_capacity(parts.len());
    for (before, mut part) in parts.iter().copied().enumerate() {
        let is_first = before == 0;
        let parameters = BrotliEncoderParams {
            quality: BROTLI_QUALITY,
            lgwin: BROTLI_WINDOW,
            size_hint: part.len(),
            // Byte-aligned, and without the end. Only the first piece has a header.
            bare_stream: true,
            byte_align: true,
            appendable: true,
            catable: !is_first,
            use_dictionary: is_first,
            ..BrotliEncoderParams::default()
        };
        let mut piece = Vec::with_capacity(part.len() / 4);
        brotli::BrotliCompress(&mut part, &mut piece, &parameters)?;
        if before + 1 == parts.len() {
            piece.push(BROTLI_END);
        }
        pieces.push(piece.into());
    }
    Ok(pieces)
}

/// A meta-block that is not compressed (RFC 7932, section 9.2): not the last, four nibbles of
/// length, the length less one, uncompressed. A nonce is not empty, and shorter than 64 KiB.
fn brotli_stored(text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX).max(1);
    let header = (u32::from(length - 1) << 3) | (1 << 19);
    [&header.to_le_bytes()[..3], text].concat()
}

fn gzip_pieces(parts: &[&[u8]]) -> io::Result<Vec<Bytes>> {
    let mut compress = Compress::new(Compression::new(GZIP_LEVEL), false);
    let mut pieces = Vec::with_capacity(parts.len());
    for (before, part) in parts.iter().enumerate() {
        let mut piece = Vec::with_capacity(part.len() / 2 + 64);
        if before == 0 {
            piece.extend_from_slice(&GZIP_START);
        }
        let is_last = before + 1 == parts.len();
        let flush = if is_last { FlushCompress::Finish } else { FlushCompress::Full };
        deflate(&mut compress, part, &mut piece, flush)?;
        if let [only] = parts {
            piece.extend_from_slice(&gzip_end(&checked(only)));
        }
        pieces.push(piece.into());
    }
    Ok(pieces)
}

/// Compresses the whole of `part`.
fn deflate(
    compress: &mut Compress,
    mut part: &[u8],
    piece: &mut Vec<u8>,
    flush: FlushCompress,
) -> io::Result<()> {
    loop {
        piece.reserve(part.len() / 2 + 64);
        let before = compress.total_in();
        let status = compress.compress_vec(part, piece, flush).map_err(io::Error::other)?;
        let read = usize::try_from(compress.total_in() - before).unwrap_or(part.len());
        part = &part[read..];
        // Room that is left means that everything is flushed.
        let is_flushed = part.is_empty() && piece.len() < piece.capacity();
        if status == Status::StreamEnd || (is_flushed && flush != FlushCompress::Finish) {
            return Ok(());
        }
    }
}

/// A stored block that is not the last (RFC 1951, section 3.2.4). A nonce is shorter than 64 KiB.
fn deflate_stored(text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    [&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes(), text].concat()
}

fn checked(text: &[u8]) -> Crc {
    let mut checksum = Crc::new();
    checksum.update(text);
    checksum
}

/// The checksum and the length of the text (RFC 1952, section 2.3.1).
fn gzip_end(text: &Crc) -> [u8; 8] {
    let mut end = [0; 8];
    end[..4].copy_from_slice(&text.sum().to_le_bytes());
    end[4..].copy_from_slice(&text.amount().to_le_bytes());
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::io::Read as _;

    fn decoded(encoding: Encoding, bytes: &[u8]) -> String {
        let mut text = String::new();
        match encoding {
            Encoding::Identity => text.push_str(str::from_utf8(bytes).unwrap()),
            Encoding::Brotli => {
                brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text).map(drop).unwrap();
            }
            Encoding::Gzip => {
                flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).map(drop).unwrap();
            }
        }
        text
    }

    #[rstest]
    fn a_text_is_the_same_after_decoding(
        #[values(Encoding::Identity, Encoding::Brotli, Encoding::Gzip)] encoding: Encoding,
        #[values("", "n", "nonce-nonce", &"0123456789".repeat(4))] nonce: &str,
    ) {
        // Longer than the first buffers, repetitive, and with the nonce itself in it.
        let long = (0..20_000)
            .fold(String::new(), |long, n| long + &(n * 7919 % 1000).to_string() + "nonce ");
        for parts in [
            &["all"][..],
            &[""],
            &["a", "b"],
            &["", "", ""],
            &[&long],
            &[&long, "x", &long],
            &["città ", &long, "", &long],
        ] {
            if nonce.is_empty() && parts.len() > 1 {
                continue;
            }
            let bytes = parts.iter().map(|part| part.as_bytes()).collect::<Vec<_>>();
            let encoded = Encoded::new(&bytes, encoding).unwrap();
            assert_eq!(decoded(encoding, &encoded.with(nonce)), parts.join(nonce));
        }
    }

    #[test]
    fn a_large_text_becomes_small() {
        let text = "<li class=\"performance\">Gran Teatro</li>".repeat(2_000);
        for encoding in [Encoding::Brotli, Encoding::Gzip] {
            let encoded = Encoded::new(&[text.as_bytes(), text.as_bytes()], encoding).unwrap();
            assert!(encoded.size() * 50 < text.len(), "{}", encoded.size());
        }
    }
}
