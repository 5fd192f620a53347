/* FFTW in single precision, planned: the reference of `npm run bench -- dsp`.
 * Reads lines "LENGTH COUNT", does COUNT forward transforms of LENGTH real samples and answers with the processor seconds they took. */
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double processor_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(void) {
  int length = 0, planned = 0;
  long count;
  float *samples = NULL;
  fftwf_complex *lines = NULL;
  fftwf_plan plan = NULL;
  while (scanf("%d %ld", &length, &count) == 2) {
    if (length != planned) {
      if (plan != NULL) fftwf_destroy_plan(plan);
      fftwf_free(samples);
      fftwf_free(lines);
      samples = fftwf_alloc_real(length);
      lines = fftwf_alloc_complex(length / 2 + 1);
      plan = fftwf_plan_dft_r2c_1d(length, samples, lines, FFTW_MEASURE);
      if (plan == NULL) return 1;
      /* Planning overwrites the samples. */
      for (int i = 0; i < length; i++) samples[i] = (float)((i * 7919) % 2001) / 1000.0f - 1.0f;
      planned = length;
    }
    double started = processor_seconds();
    for (long i = 0; i < count; i++) fftwf_execute(plan);
    printf("%.9f\n", processor_seconds() - started);
    fflush(stdout);
  }
  return 0;
}
