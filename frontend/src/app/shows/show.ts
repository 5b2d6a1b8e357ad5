import { Component } from '@angular/core';
@Component({ selector: 'app-show', template: '' })
export class ShowPage {}
