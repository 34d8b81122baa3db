/** The picture of the service: three rows, of which each is shorter than the one above. */
const DRAWING =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#0b57c2'/><path d='M8 9.5h16M8 16h11M8 22.5h6' stroke='#fff' stroke-width='3.5' stroke-linecap='round'/></svg>";

/** The icon of our pages as a URL that needs no request: for the `href` of a `<link rel="icon">`. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(DRAWING).replaceAll('%20', ' ').replaceAll("'", '%27')}`;
