/** Set by the gateway once a request: styles that are made in the page are allowed by it. */
export const styleNonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";

/** Some libraries measure with a style element of their own and know of no number: every one that the page's own scripts make gets it. */
export function numberStyles(): void {
  const make = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const made = make(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = styleNonce;
    return made;
  };
}
