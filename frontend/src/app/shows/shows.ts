import { Component } from '@angular/core';
@Component({ selector: 'app-shows', template: '' })
export class Shows {}
