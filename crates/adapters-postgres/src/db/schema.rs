// @generated automatically by Diesel CLI.

diesel::table! {
    audit (id) {
        id -> Uuid,
        at -> Timestamptz,
        staff_id -> Nullable<Uuid>,
        staff_name -> Nullable<Text>,
        staff_role -> Nullable<Text>,
        action -> Text,
        subject -> Text,
        subject_id -> Nullable<Text>,
        performance_id -> Nullable<Uuid>,
        refused -> Nullable<Text>,
        before -> Jsonb,
        after -> Jsonb,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    booking_attempts (performance_id, key) {
        performance_id -> Uuid,
        key -> Text,
        fingerprint -> Bytea,
        reservation_id -> Uuid,
        code -> Text,
        seats -> Int2,
        hold_until -> Timestamptz,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    check_ins (id) {
        id -> Uuid,
        reservation_id -> Uuid,
        seats -> Int2,
        at -> Timestamptz,
        by_staff_id -> Uuid,
        client_ref -> Nullable<Text>,
        override_reason -> Nullable<Text>,
        undone_at -> Nullable<Timestamptz>,
        undone_by_staff_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    images (hash) {
        hash -> Bytea,
        width -> Int4,
        height -> Int4,
        bytes -> Bytea,
    }
}

diesel::table! {
    known_devices (staff_id, token_hash) {
        staff_id -> Uuid,
        token_hash -> Bytea,
        last_used_at -> Timestamptz,
    }
}

diesel::table! {
    origin_key (only_one) {
        only_one -> Bool,
        key -> Bytea,
    }
}

diesel::table! {
    outbox (id) {
        id -> Uuid,
        reservation_id -> Nullable<Uuid>,
        kind -> Text,
        state -> Text,
        created_at -> Timestamptz,
        next_attempt_at -> Timestamptz,
        failed_attempts -> Int4,
        problem -> Nullable<Text>,
        settled_at -> Nullable<Timestamptz>,
        staff_id -> Nullable<Uuid>,
        claims -> Int4,
        waits_for -> Nullable<Text>,
        unanswered_attempts -> Int4,
        transferred_from -> Nullable<Timestamptz>,
        seats_before -> Nullable<Int2>,
        news_of -> Nullable<Uuid>,
    }
}

diesel::table! {
    page_slugs (slug) {
        slug -> Text,
        page -> Text,
    }
}

diesel::table! {
    pages (slug) {
        slug -> Text,
        title -> Text,
        body -> Text,
        position -> Int2,
        version -> Int8,
    }
}

diesel::table! {
    performances (id) {
        id -> Uuid,
        show_id -> Uuid,
        venue_id -> Uuid,
        starts_at -> Timestamptz,
        doors_at -> Timestamptz,
        opens_at -> Timestamptz,
        closes_at -> Timestamptz,
        capacity -> Int4,
        occupied -> Int4,
        extra -> Int4,
        cancelled_at -> Nullable<Timestamptz>,
        changes -> Int8,
        previous_start -> Nullable<Timestamptz>,
        version -> Int8,
        message_to_guests -> Nullable<Text>,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    posters (show_id, image_hash) {
        show_id -> Uuid,
        image_hash -> Bytea,
    }
}

diesel::table! {
    recovery_codes (staff_id, code_hash) {
        staff_id -> Uuid,
        code_hash -> Bytea,
    }
}

diesel::table! {
    reservation_secrets (secret_hash) {
        secret_hash -> Bytea,
        ticket_hash -> Bytea,
        reservation_id -> Uuid,
        expires_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    reservations (id) {
        id -> Uuid,
        performance_id -> Uuid,
        code -> Text,
        status -> Text,
        seats -> Int2,
        name -> Text,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        phone -> Nullable<Text>,
        notes -> Nullable<Text>,
        access_needs -> Array<Text>,
        locale -> Text,
        hold_until -> Timestamptz,
        booked_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
        cancelled_at -> Nullable<Timestamptz>,
        source -> Text,
        phone_digits -> Nullable<Text>,
        version -> Int8,
        erased_at -> Nullable<Timestamptz>,
        client_hash -> Nullable<Int8>,
        network_hash -> Nullable<Int8>,
        search_key -> Nullable<Text>,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Bytea,
        staff_id -> Uuid,
        created_at -> Timestamptz,
        last_used_at -> Timestamptz,
        expires_at -> Timestamptz,
        id -> Uuid,
        device -> Text,
    }
}

diesel::table! {
    show_slugs (slug) {
        slug -> Text,
        show_id -> Uuid,
    }
}

diesel::table! {
    shows (id) {
        id -> Uuid,
        slug -> Text,
        title -> Text,
        subtitle -> Text,
        summary -> Text,
        description -> Text,
        credits -> Text,
        duration_minutes -> Nullable<Int2>,
        age_advice -> Text,
        language -> Text,
        publication -> Text,
        poster_alternative_text -> Text,
        version -> Int8,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    site (only_one) {
        only_one -> Bool,
        name -> Text,
        tagline -> Text,
        time_zone -> Text,
        contact_email -> Text,
        contact_phone -> Text,
        contact_address -> Text,
        hold_seconds -> Int4,
        max_seats_per_reservation -> Int2,
        max_live_reservations_per_address -> Int2,
        door_opens_before_seconds -> Int4,
        door_closes_after_seconds -> Int4,
        retention_days -> Int4,
        version -> Int8,
    }
}

diesel::table! {
    staff (id) {
        id -> Uuid,
        name -> Text,
        email -> Text,
        email_key -> Text,
        role -> Text,
        password_hash -> Nullable<Text>,
        totp_secret -> Nullable<Text>,
        totp_last_step -> Int8,
        created_at -> Timestamptz,
        version -> Int8,
        locale -> Text,
        deactivated_at -> Nullable<Timestamptz>,
        last_seen_at -> Nullable<Timestamptz>,
        prepared_totp_secret -> Nullable<Text>,
    }
}

diesel::table! {
    staff_links (secret_hash) {
        secret_hash -> Bytea,
        staff_id -> Uuid,
        purpose -> Text,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    stranger_attempts (hour, action, subject_id, refused) {
        hour -> Timestamptz,
        action -> Text,
        subject_id -> Text,
        refused -> Text,
        attempts -> Int8,
    }
}

diesel::table! {
    venue_slugs (slug) {
        slug -> Text,
        venue_id -> Uuid,
    }
}

diesel::table! {
    venues (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        address -> Text,
        city -> Text,
        access_notes -> Text,
        latitude -> Nullable<Float8>,
        longitude -> Nullable<Float8>,
        time_zone -> Text,
        version -> Int8,
        default_capacity -> Nullable<Int4>,
        changed_at -> Timestamptz,
    }
}

diesel::joinable!(audit -> staff (staff_id));
diesel::joinable!(booking_attempts -> performances (performance_id));
diesel::joinable!(booking_attempts -> reservations (reservation_id));
diesel::joinable!(check_ins -> reservations (reservation_id));
diesel::joinable!(known_devices -> staff (staff_id));
diesel::joinable!(outbox -> reservations (reservation_id));
diesel::joinable!(outbox -> staff (staff_id));
diesel::joinable!(page_slugs -> pages (page));
diesel::joinable!(performances -> shows (show_id));
diesel::joinable!(performances -> venues (venue_id));
diesel::joinable!(posters -> images (image_hash));
diesel::joinable!(posters -> shows (show_id));
diesel::joinable!(recovery_codes -> staff (staff_id));
diesel::joinable!(reservation_secrets -> reservations (reservation_id));
diesel::joinable!(reservations -> performances (performance_id));
diesel::joinable!(sessions -> staff (staff_id));
diesel::joinable!(show_slugs -> shows (show_id));
diesel::joinable!(staff_links -> staff (staff_id));
diesel::joinable!(venue_slugs -> venues (venue_id));

diesel::allow_tables_to_appear_in_same_query!(
    audit,
    booking_attempts,
    check_ins,
    images,
    known_devices,
    origin_key,
    outbox,
    page_slugs,
    pages,
    performances,
    posters,
    recovery_codes,
    reservation_secrets,
    reservations,
    sessions,
    show_slugs,
    shows,
    site,
    staff,
    staff_links,
    stranger_attempts,
    venue_slugs,
    venues,
);
