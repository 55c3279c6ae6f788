# Times metafor's leave1out, influence and gosh with REML on the effects of a file; prints microseconds of
# processor time for the first two, and for one subset of gosh.
suppressPackageStartupMessages(library(metafor))
d <- read.csv(commandArgs(TRUE)[1], header = FALSE, col.names = c("y", "v"))
fit <- rma(d$y, d$v, method = "REML")
time <- function(work, times) {
  rounds <- sapply(1:3, function(i) system.time(for (j in seq_len(times)) work())[["user.self"]] / times)
  median(rounds) * 1e6
}
times <- if (nrow(d) > 20) 1 else 3
set.seed(1)
subsets <- 500
cat(time(function() leave1out(fit), times), time(function() influence(fit), times),
    system.time(gosh(fit, subsets = subsets, progbar = FALSE))[["user.self"]] * 1e6 / subsets, "\n")
