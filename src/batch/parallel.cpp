// Many independent jobs on a few threads.
#include "batch/parallel.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace steelyard {

void run_in_parallel(std::size_t count, unsigned threads,
                     const std::function<void(std::size_t)>& job) {
  std::vector<std::exception_ptr> failures(count);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        job(i);
      } catch (...) {  // carried to the caller's thread
        failures[i] = std::current_exception();
      }
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

std::size_t parts_of(std::size_t count, unsigned threads, std::size_t least) {
  return std::clamp<std::size_t>(count / least, 1, std::max(threads, 1U));
}

void run_in_parts(std::size_t count, std::size_t parts, unsigned threads,
                  const std::function<void(std::size_t, std::size_t, std::size_t)>& job) {
  run_in_parallel(parts, threads, [&](std::size_t part) {
    job(part, count * part / parts, count * (part + 1) / parts);
  });
}

Progress::Progress(std::size_t count, std::string what, bool quiet)
    : start_(std::chrono::steady_clock::now()),
      count_(count),
      what_(std::move(what)),
      wanted_(!quiet && ::isatty(STDERR_FILENO) != 0) {}

namespace {

// The error stream may be closed; progress is then lost and nothing else.
void show(const std::string& text) {
  [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

void Progress::step() {
  const std::lock_guard lock(guard_);
  ++done_;
  if (!wanted_ || std::chrono::steady_clock::now() - start_ < std::chrono::seconds(1)) return;
  shown_ = true;
  show("\r" + std::to_string(done_) + " of " + std::to_string(count_) + " " + what_);
}

Progress::~Progress() {
  if (shown_) show("\r\x1b[K");
}

}  // namespace steelyard
