import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app/app';
import { appConfig } from './app/app.config';
import { trustOwnWorker } from './app/network/own-worker';

trustOwnWorker(window);
bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
