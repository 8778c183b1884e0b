import { defineConfig } from 'vite';
import { viteSettings } from '../shared/vite-settings.js';

export default defineConfig(viteSettings());
