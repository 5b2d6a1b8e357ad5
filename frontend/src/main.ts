import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app/app';
import { appConfig } from './app/app.config';
import { keepServerPage } from './app/first-page/server-page';
import { allowServiceWorker } from './app/network/service-worker-policy';

allowServiceWorker(window);
// Between loading the scripts and starting the app, the browser can handle user input.
setTimeout(() => {
  bootstrapApplication(App, appConfig).catch((error: unknown) => {
    console.error(error);
    keepServerPage(document);
  });
});
