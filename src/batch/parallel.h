// Many independent jobs on a few threads, and how far they are.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

namespace steelyard {

/// Calls job(0) … job(count − 1), each once, on up to `threads` threads. The order in which they run
/// is not fixed; a job must depend on no other. Rethrows the exception of the lowest job that threw.
void run_in_parallel(std::size_t count, unsigned threads,
                     const std::function<void(std::size_t)>& job);

/// Into how many parts `count` things are shared out: one a thread, but none below `least`.
std::size_t parts_of(std::size_t count, unsigned threads, std::size_t least);
/// Calls job(part, from, to) for consecutive parts of 0 … count.
void run_in_parts(std::size_t count, std::size_t parts, unsigned threads,
                  const std::function<void(std::size_t part, std::size_t from, std::size_t to)>& job);

/// "n of N" on a terminal's error stream once the work has taken a second; silent in a pipe.
class Progress {
 public:
  Progress(std::size_t count, std::string what, bool quiet);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  ///< wipes the line
  /// One more is done. Safe from any thread.
  void step();

 private:
  std::mutex guard_;
  std::chrono::steady_clock::time_point start_;
  std::size_t count_, done_ = 0;
  std::string what_;
  bool shown_ = false, wanted_;
};

}  // namespace steelyard
