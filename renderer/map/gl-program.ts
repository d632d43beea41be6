/** Small helpers around WebGL2 that turn its silent failures into errors. */

/** @throws Error with the compiler's or linker's log. */
export function linkProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const shader of [
    compileShader(gl, gl.VERTEX_SHADER, vertex),
    compileShader(gl, gl.FRAGMENT_SHADER, fragment),
  ]) {
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new Error(`The map's shaders do not link: ${gl.getProgramInfoLog(program) ?? 'no log'}`);
  }
  return program;
}

function compileShader(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (shader === null) throw new Error('WebGL2 gave no shader: the context is lost.');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true) {
    throw new Error(`A shader of the map does not compile: ${gl.getShaderInfoLog(shader) ?? 'no log'}`);
  }
  return shader;
}

/** @throws Error for a name that the program does not use: a typing mistake would else draw black. */
export function uniform(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
): WebGLUniformLocation {
  const location = gl.getUniformLocation(program, name);
  if (location === null) throw new Error(`The map's shaders have no uniform "${name}".`);
  return location;
}
