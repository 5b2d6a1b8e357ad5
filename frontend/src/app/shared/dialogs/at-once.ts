/**
 * The duration of the opening, in milliseconds. The focus moves to the first field after it, and
 * what somebody types into another field meanwhile would go there.
 */
export const AT_ONCE = 0;
