import { Component } from '@angular/core';
@Component({ selector: 'app-calendar', template: '' })
export class Calendar {}
