/**
 * What makes a browser look up, connect or go somewhere though the policy below forbids loading: no script is needed for it.
 * Chromium connects to where a frame in a frame is from before it finds that it may not load it.
 */
const reaching = /<(?=(?:link|meta|base|i?frame|object|embed)(?:[\s/>]|$))/gi

/**
 * The HTML of a mail, as somebody's sender wrote it, for a frame that is served with `framePolicy`. The policy does the
 * work; this takes away what no policy covers.
 */
export const tameHtml = (html: string) => html.replaceAll(reaching, '<x-')

/**
 * Nothing runs, is sent, opened or loaded. `allow-same-origin` lets our page measure where the links are; without
 * `allow-scripts` nothing in the frame can use it.
 */
export const framePolicy = (images: boolean) =>
  [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data:${images ? ' https: http:' : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin',
  ].join('; ')
