// The test runner's main: Catch2 2 generates it here, Catch2 3 brings its own.
#ifndef STEELYARD_CATCH2_V3
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
