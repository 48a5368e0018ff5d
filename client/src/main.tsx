import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { RouterProvider } from 'react-router/dom';
import { resume } from './app/resume.ts';
import { routes } from './app/routes.tsx';
import { store } from './app/store.ts';
import { watch } from './live/watching.ts';
import './style.css';

const page = document.getElementById('page');
if (!page) throw new Error('index.html holds the element #page');

resume(store, window);
watch(store, window);

createRoot(page).render(
  <StrictMode>
    <Provider store={store}>
      <RouterProvider router={routes} />
    </Provider>
  </StrictMode>,
);
