// Many independent jobs on a few threads.
#pragma once
#include <cstddef>
#include <functional>

namespace steelyard {

/// Calls job(0) … job(count − 1), each once, on up to `threads` threads. The order in which they run
/// is not fixed; a job must depend on no other. Rethrows the exception of the lowest job that threw.
void run_in_parallel(std::size_t count, unsigned threads,
                     const std::function<void(std::size_t)>& job);

}  // namespace steelyard
