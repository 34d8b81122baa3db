import { startThemeSwitch } from './theme-switch.ts';

declare global {
  interface Window {
    /** Swagger UI, as its own script leaves it. */
    readonly SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => unknown;
  }
}

startThemeSwitch();

// Swagger UI from our own static files. The key that a reader enters stays in this tab.
window.SwaggerUIBundle({
  url: '/openapi.json',
  domNode: document.getElementById('docs'),
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
