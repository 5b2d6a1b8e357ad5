import { Component } from '@angular/core';
@Component({ selector: 'app-venues', template: '' })
export class Venues {}
