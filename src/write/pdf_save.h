// Objects to the bytes of a file.
#pragma once
#include <span>
#include <string>

#include "write/pdf_document.h"

namespace steelyard {

// A PDF 1.7 file with object streams and a cross-reference stream. Its identifier is a hash of
// what is in it.
std::string save_pdf(std::span<const StoredObject> objects, unsigned catalog, unsigned info);

}  // namespace steelyard
