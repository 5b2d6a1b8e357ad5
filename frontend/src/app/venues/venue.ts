import { Component } from '@angular/core';
@Component({ selector: 'app-venue', template: '' })
export class VenuePage {}
