import { mount } from 'svelte';
import App from './App.svelte';
import { start_router } from './state/router.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/print.css';

start_router();
mount(App, { target: document.getElementById('page')! });
