# Times metafor::rma with REML on the effects of a file; prints microseconds of processor time per fit, and tau2.
suppressPackageStartupMessages(library(metafor))
file <- commandArgs(TRUE)[1]
d <- read.csv(file, header = FALSE, col.names = c("y", "v"))
fit <- function() rma(d$y, d$v, method = "REML")
times <- if (nrow(d) > 500) 1 else 100
invisible(fit())
rounds <- sapply(1:3, function(i) system.time(for (j in seq_len(times)) fit())[["user.self"]] / times)
cat(median(rounds) * 1e6, format(fit()$tau2, digits = 12), "\n")
