/** When the agent relieves by itself: rules that only compute, and the thin shell that follows the samples and acts. */
package io.github.memfrag.relief.autopilot;
