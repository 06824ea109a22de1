export const origin = 'Written by `npm run docs`; a test compares it with the code.'
