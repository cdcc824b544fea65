/**
 * Builds the client to `client/dist`. The server puts a fresh nonce in place of `__NONCE__` in each page it sends, so
 * that the page's own scripts and styles pass the content security policy and nothing else does.
 */
import process from 'node:process'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** While one develops: what `server/dev.ts` has started beside. */
const server = process.env.DEV_SERVER ?? 'http://127.0.0.1:8080'

/** The client has folders of the same names, whose source is Vite's to serve. */
const notSource = String.raw`(?!.*\.tsx?(\?|$))`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: '__NONCE__' },
  resolve: {
    dedupe: [
      'yjs',
      'lib0',
      'y-protocols',
      '@tiptap/core',
      '@tiptap/pm',
      '@tiptap/react',
      '@tiptap/y-tiptap',
      'react',
      'react-dom',
    ],
  },
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ['if-function'] } } },
  build: {
    outDir: 'dist',
    // The server tells browsers of a page's scripts before the page asks for them.
    manifest: 'manifest.json',
    emptyOutDir: true,
    // One small file for all: a page that waits for a style of its own shows its words later.
    cssCodeSplit: false,
    target: 'es2024',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // Says only that Sass takes most of the build.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    proxy: {
      [`^/api/${notSource}`]: server,
      [`^/sync${notSource}`]: { target: server, ws: true },
      '/healthz': server,
    },
  },
})
