/** The inks of the house. A poster takes these and one colour of its own. */
export const ink = '#14110f';
export const paper = '#f6efe2';
export const lantern = '#ffc65c';
export const signal = '#e0452f';
