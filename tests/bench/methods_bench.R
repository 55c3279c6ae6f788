# Times metafor on the data that steelyard_methods_bench wrote; prints the same lines: task, size, and
# microseconds of processor time.
suppressPackageStartupMessages(library(metafor))
folder <- commandArgs(TRUE)[1]
table <- function(name) read.csv(file.path(folder, paste0(name, ".csv")))
say <- function(task, k, work, times = 1, rounds = 3, part = 1) {
  seconds <- try(sapply(seq_len(rounds), function(i)
    system.time(for (j in seq_len(times)) suppressWarnings(work()))[["user.self"]] / times / part), silent = TRUE)
  if (!inherits(seconds, "try-error")) cat(task, k, median(seconds) * 1e6, "\n")
}
for (k in c(5, 30, 1000)) {
  d <- table(paste0("effects", k))
  few <- if (k > 500) 1 else 20
  fit <- rma(y, v, data = d)
  rounds <- if (k > 500) 1 else 3
  say("REML", k, function() rma(d$y, d$v, method = "REML"), few, rounds)
  say("PM", k, function() rma(d$y, d$v, method = "PM"), few, rounds)
  say("HK", k, function() rma(d$y, d$v, method = "REML", test = "knha"), few, rounds)
  say("Q-profile", k, function() confint(fit), if (k > 500) 1 else 5, rounds)
  say("trim-and-fill", k, function() trimfill(fit, side = "left"), 1, if (k > 500) 1 else 3)
  # One study in a thousand left out costs as much as another: three stand for all.
  if (k <= 500) {
    say("leave-one-out", k, function() leave1out(fit), 1)
  } else {
    say("leave-one-out", k, function() for (i in 1:3) rma(d$y[-i], d$v[-i]), 1, 1, 3 / k)
  }
}
d <- table("effects30")[1:20, ]
x <- (7 * (0:19)) %% 20
fit <- rma(y, v, mods = ~ x, data = d)
say("permutations", 20, function() permutest(fit, iter = 1000, progbar = FALSE), 1, 1, 1000 / 1e5)
plain <- rma(y, v, data = d)
say("gosh", 20, function() gosh(plain, subsets = 1000, progbar = FALSE), 1, 1, 1000 / 1e6)
d <- table("counts")
for (model in c("CM.AL", "UM.FS", "CM.EL"))
  say(model, 20, function()
    rma.glmm(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d, model = model), 1, 1)
d <- table("nested")
d$effect <- seq_len(nrow(d))
say("three-level", 1000, function() rma.mv(y, v, random = ~ 1 | study/effect, data = d, sparse = TRUE), 1, 1)
d <- table("effects30")
fit <- rma(y, v, data = d, method = "ML")
say("steps", 30, function() selmodel(fit, type = "stepfun", steps = 0.025), 1)
say("beta", 30, function() selmodel(fit, type = "beta"), 1)
