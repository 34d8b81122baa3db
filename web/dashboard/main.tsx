import { render } from 'preact';
import { App } from './app.tsx';
import { chosenTheme, showTheme } from './theme.ts';

showTheme(chosenTheme());
render(<App />, document.body);
