import './shell/style.css';
import './shell/controls.css';
import { showShell } from './shell/shell.ts';

showShell(document.body);
