/** The common inks of all posters. Each poster adds one colour. */
export const ink = '#14110f';
export const paper = '#f6efe2';
export const lantern = '#ffc65c';
export const signal = '#e0452f';
