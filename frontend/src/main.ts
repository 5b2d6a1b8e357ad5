import { bootstrapApplication } from '@angular/platform-browser';

import { keepServerPage } from './app/shared/first-page/server-page';
import { allowServiceWorker } from './app/shared/network/service-worker-policy';
import { App } from './app/visitors/app';
import { appConfig } from './app/visitors/app.config';

allowServiceWorker(window);
// Between loading the scripts and starting the app, the browser can handle user input.
setTimeout(() => {
  bootstrapApplication(App, appConfig).catch((error: unknown) => {
    console.error(error);
    keepServerPage(document);
  });
});
