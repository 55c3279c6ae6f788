// The door to libdeflate.
#include "write/pdf_deflate.h"

#include <libdeflate.h>

#include "steelyard/base/error.h"

namespace steelyard {

struct Deflater::Handle {
  libdeflate_compressor* compressor;
};

// Level 6: below it files grow by a tenth, above it time doubles for one part in a hundred.
Deflater::Deflater() : handle_(new Handle{libdeflate_alloc_compressor(6)}) {
  if (handle_->compressor == nullptr)
    throw Error(Exit::cannot_write, "no memory to compress the document");
}

Deflater::~Deflater() {
  libdeflate_free_compressor(handle_->compressor);
}

std::string Deflater::operator()(std::string_view bytes) const {
  std::string packed(libdeflate_zlib_compress_bound(handle_->compressor, bytes.size()), '\0');
  packed.resize(libdeflate_zlib_compress(handle_->compressor, bytes.data(), bytes.size(),
                                         packed.data(), packed.size()));
  return packed;
}

}  // namespace steelyard
